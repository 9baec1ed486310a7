/// The keyword that fails if a column cannot hold a value, and what was expected.
struct ColumnFailure {
    let keyword: FailedKeyword
    let expectation: String

    init(keyword: String, at schema: String, expectation: String = "another value") {
        self.keyword = SchemaCompiler.keyword(keyword, at: "\(schema)/\(keyword)")
        self.expectation = expectation
    }
}
