/// The stable name of what is wrong with a record: the schema keyword that it fails, or one of the codes below.
public struct ErrorCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The text used in reports and rejects.
    public let rawValue: String

    /// Creates a code from its text.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The code's text.
    public var description: String { rawValue }

    /// The record is not JSON (RFC 8259).
    public static let syntax = ErrorCode(rawValue: "syntax")
    /// The record is not valid UTF-8.
    public static let utf8 = ErrorCode(rawValue: "utf8")
    /// The record is nested deeper than the limit.
    public static let depth = ErrorCode(rawValue: "depth")
    /// The record is larger than the limit.
    public static let recordSize = ErrorCode(rawValue: "record-size")
    /// A key occurs twice in one object.
    public static let duplicateKey = ErrorCode(rawValue: "duplicate-key")
    /// The record is a JSON value, but not an object.
    public static let notAnObject = ErrorCode(rawValue: "not-an-object")
    /// No value is allowed where one is: the schema there is `false`.
    static let falseSchema = ErrorCode(rawValue: "false")
    /// A separator between two records is missing, or there is something else between them.
    public static let separator = ErrorCode(rawValue: "separator")
    /// A document has no records where they were expected.
    public static let noRecords = ErrorCode(rawValue: "no-records")
    /// The reject that is replayed has only the beginning of its record.
    public static let rawTruncated = ErrorCode(rawValue: "raw-truncated")
    /// The input is compressed, and its stream is truncated or corrupt.
    public static let stream = ErrorCode(rawValue: "stream")
    /// The input ends inside the record, or before the end of the array.
    public static let truncated = ErrorCode(rawValue: "truncated")
}
