/// One error in the input, with everything that a reader needs to find it.
public struct Diagnostic: Sendable {
    /// A stretch of the input's line around the error, fit for a terminal.
    public struct Excerpt: Sendable {
        /// The bytes shown.
        ///
        /// They become text only for those who look at it: there may be millions of errors.
        let bytes: [UInt8]
        /// Where in them the error stands.
        let place: Range<Int>
        let isHeadCut: Bool
        let isTailCut: Bool
    }

    /// The input's name.
    public let input: String
    /// Where the error stands.
    public let position: RecordPosition
    /// The error's stable code.
    public let code: ErrorCode
    /// The offending value as a JSON Pointer inside the record; empty for the record itself.
    public let pointer: String
    /// What was expected and what was found.
    public let message: String
    /// The line it stands in.
    public let excerpt: Excerpt?

    /// The first line of the message as compilers write it: `items.json:23:17: record 3, /quantity: expected …`.
    public var headline: String {
        let place = "\(input):\(position.line):\(position.column)"
        guard let record = position.record else { return "\(place): between records: \(message)" }
        let subject = pointer.isEmpty ? "record \(record)" : "record \(record), \(pointer)"
        return "\(place): \(subject): \(message)"
    }
}
