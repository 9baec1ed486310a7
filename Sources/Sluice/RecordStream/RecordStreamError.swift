/// Why a stream of records ended before its input did.
public struct RecordStreamError: Error, Sendable, CustomStringConvertible {
    /// What happened, in a sentence.
    public let message: String
    /// The bad record, if that is the reason: where it is and what is wrong with it.
    public let diagnostic: Diagnostic?

    /// The message.
    public var description: String { message }

    init(_ message: String, diagnostic: Diagnostic? = nil) {
        self.message = message
        self.diagnostic = diagnostic
    }
}
