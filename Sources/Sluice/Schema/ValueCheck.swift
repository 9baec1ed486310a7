/// One keyword that a value may fail.
struct ValueCheck: Sendable {
    enum Test: Sendable {
        case bound(NumberBound)
        case multiple(NumberMultiple)
        case length(StringLength)
        case pattern(PatternTest)
        case format(FormatTest)
        case values(ValueSet)
        /// How many items an array may have.
        case itemCount(ClosedRange<Int>)
        /// How many members an object may have.
        case memberCount(ClosedRange<Int>)
        /// No two items of an array are equal.
        case uniqueItems

        /// Whether the contents of a container have to be read.
        var looksInside: Bool {
            switch self {
            case .itemCount, .memberCount, .uniqueItems: true
            case .bound, .multiple, .length, .pattern, .format, .values: false
            }
        }
    }

    let keyword: FailedKeyword
    let test: Test
    /// The kinds of value that the keyword applies to, if the test does.
    var kinds = ValueKind.Set.present
    /// The expected value as worded in messages.
    let expectation: String
}
