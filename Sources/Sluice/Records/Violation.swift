/// One fault of one record.
struct Violation: Sendable {
    let code: ErrorCode
    /// The JSON Pointer (RFC 6901) of the offending value inside the record; empty for the record itself.
    var instanceLocation = ""
    /// The JSON Pointer of the failed keyword inside the schema; empty where no schema is concerned.
    var keywordLocation = ""
    /// The failed keyword as a URI, if a reference led to it; else empty.
    var absoluteKeywordLocation = ""
    /// What was expected and what was found.
    let message: String
    /// The absolute offset of the offending byte.
    let offset: Int
    /// How many bytes the offending text is long, for a caret line.
    var length = 1
    /// The field concerned, if that is not the offending value itself: a missing field has no value.
    var field: String?

    /// The JSON Pointer that messages show and that errors are grouped by.
    var pointer: String { field ?? instanceLocation }

    /// Returns the same violation at another place in the input.
    func moved(to range: Range<Int>) -> Violation {
        Violation(
            code: code,
            instanceLocation: instanceLocation,
            keywordLocation: keywordLocation,
            absoluteKeywordLocation: absoluteKeywordLocation,
            message: message,
            offset: range.lowerBound,
            length: range.count,
            field: field
        )
    }

    /// The last violation kept of a record with too many, in place of this one.
    var limitReached: Violation {
        Violation(
            code: code,
            message: "more than \(RecordBatch.maximumViolations) errors in this record; the rest are not listed",
            offset: offset
        )
    }
}
