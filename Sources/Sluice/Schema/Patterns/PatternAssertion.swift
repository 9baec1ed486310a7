/// What a pattern asks of a place between two characters.
enum PatternAssertion: Sendable, Equatable {
    case textStart
    case textEnd
    case wordBoundary
    case noWordBoundary
    /// Whether the look-ahead of this number matches from here.
    case ahead(Int)
    case notAhead(Int)
}
