/// One cleaning rule of one field, as named in reports.
struct CleaningRuleName: Sendable, Equatable {
    /// The field as a JSON Pointer inside the record.
    let field: String
    /// `trim`, `uppercase`, `lowercase`, `round` or `default`.
    let rule: String
}
