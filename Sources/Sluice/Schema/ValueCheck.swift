/// One keyword that a value may fail.
///
/// A class, as values inside others are checked one by one: each time a structure of its size would be copied.
final class ValueCheck: Sendable {
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

        /// The test of one value by its text; `nil` if it needs more.
        var ofText: (any ValueTest)? {
            switch self {
            case .bound(let test): test
            case .multiple(let test): test
            case .length(let test): test
            case .pattern(let test): test
            case .format(let test): test
            case .values(let test): test
            case .itemCount, .memberCount, .uniqueItems: nil
            }
        }

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
    /// The kinds of value that are tested.
    let kinds: ValueKind.Set
    /// The expected value as worded in messages.
    let expectation: String
    /// The test of one value by its text; `nil` if it needs more.
    let testOfText: (any ValueTest)?

    init(keyword: FailedKeyword, test: Test, kinds: ValueKind.Set, expectation: String) {
        self.keyword = keyword
        self.test = test
        testOfText = test.ofText
        self.kinds = kinds.intersection(testOfText?.kinds ?? .present)
        self.expectation = expectation
    }
}
