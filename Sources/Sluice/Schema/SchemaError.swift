/// Why a schema cannot be used.
public struct SchemaError: Error, Sendable, CustomStringConvertible {
    /// The place and the reason, in the form compilers use: `items.schema.json:7:19: /properties/id/pattern: …`.
    public let message: String
    /// The JSON Pointer of the offending keyword; empty for the schema as a whole.
    public let pointer: String
    /// The message without the place in the text.
    let reason: String

    /// The message.
    public var description: String { message }

    init(message: String, pointer: String = "", reason: String? = nil) {
        self.message = message
        self.pointer = pointer
        self.reason = reason ?? message
    }
}
