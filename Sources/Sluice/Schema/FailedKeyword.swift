/// A keyword as named in violations.
struct FailedKeyword: Sendable {
    let code: ErrorCode
    /// Its JSON Pointer inside the schema.
    let location: String
}
