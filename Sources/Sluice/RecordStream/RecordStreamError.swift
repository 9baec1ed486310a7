/// Why a stream of records ended before its input did.
public struct RecordStreamError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public enum Kind: Sendable {
        /// The task that iterates, or iterated before, was cancelled.
        case cancelled
        /// The input cannot be read, has changed, or is structurally broken.
        case input
        /// A record is bad, and the policy is ``RecordStream/BadRecordPolicy/fail``.
        case data
    }

    /// The kind of failure.
    public let kind: Kind
    /// What happened, in a sentence.
    public let message: String
    /// The error in the data, if that is the reason: where it is and what is wrong.
    public let diagnostic: Diagnostic?

    /// The message.
    public var description: String { message }

    /// The error of an iteration whose task was cancelled.
    public static let cancelled = RecordStreamError(.cancelled, "the iteration was cancelled")

    init(_ kind: Kind, _ message: String, diagnostic: Diagnostic? = nil) {
        self.kind = kind
        self.message = message
        self.diagnostic = diagnostic
    }
}
