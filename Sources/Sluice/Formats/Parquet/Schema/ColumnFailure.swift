/// The keyword that fails if a column cannot hold a value, and what was expected.
struct ColumnFailure {
    let keyword: FailedKeyword
    let expectation: String

    init(_ keyword: FailedKeyword, expectation: String = "another value") {
        self.keyword = keyword
        self.expectation = expectation
    }
}
