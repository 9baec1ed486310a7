/// A keyword as named in violations.
struct FailedKeyword: Sendable {
    let code: ErrorCode
    /// Its JSON Pointer inside the schema, through the references that led to it.
    let location: String
    /// Where it is, as a URI, if a reference led to it; else empty.
    var absoluteLocation = ""
}
