/// What separates one record from the next.
enum RecordFraming: Sendable, Equatable {
    /// The elements of a top-level array, with commas between them.
    case array
    /// One value a line.
    case lines
    /// Values one after the other, with or without white space between them.
    case concatenated
}
