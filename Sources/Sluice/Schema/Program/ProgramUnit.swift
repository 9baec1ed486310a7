/// One subschema of a program.
final class ProgramUnit: Sendable {
    /// One keyword, or several that are checked together.
    ///
    /// A class, so that to go through them copies nothing.
    final class Keyword: Sendable {
        let name: SchemaKeyword
        let rule: ProgramRule
        /// The expected value as worded in messages.
        let expectation: String

        init(name: SchemaKeyword, rule: ProgramRule, expectation: String = "") {
            self.name = name
            self.rule = rule
            self.expectation = expectation
        }
    }

    /// In the order in which they are checked: the type first, and last those that depend on what others have evaluated.
    let keywords: [Keyword]
    /// The index of its resource, for references that depend on the way by which they were reached.
    let resource: Int
    /// Its absolute location.
    let location: String
    /// How messages name it among alternatives.
    let label: String
    /// Whether it must know which members or items its keywords have evaluated.
    let looksAtEvaluation: Bool

    init(keywords: [Keyword], resource: Int, location: String, label: String) {
        self.keywords = keywords
        self.resource = resource
        self.location = location
        self.label = label
        looksAtEvaluation = keywords.contains { $0.name.looksAtEvaluation }
    }
}
