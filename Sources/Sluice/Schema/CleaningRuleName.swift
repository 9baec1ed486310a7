/// One cleaning rule of one field, as named in reports.
struct CleaningRuleName: Sendable, Equatable {
    /// The name of the one rule that schemas do not list: integers are written in digits alone.
    static let canonicalInteger = "canonical-integer"

    /// The field as a JSON Pointer inside the record; inside arrays, with `*` for the index.
    let field: String
    /// `trim`, `uppercase`, `lowercase`, `round`, `default` or `canonical-integer`.
    let rule: String
}
