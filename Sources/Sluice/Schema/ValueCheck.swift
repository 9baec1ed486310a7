/// One keyword that a value may fail.
struct ValueCheck: Sendable {
    enum Test: Sendable {
        case bound(NumberBound)
        case multiple(NumberMultiple)
        case length(StringLength)
        case values(ValueSet)
        /// How many items an array may have.
        case itemCount(ClosedRange<Int>)
    }

    let keyword: FailedKeyword
    let test: Test
    /// The expected value as worded in messages.
    let expectation: String
}
