/// A field that is missing, or whose value does not have the requested type.
public struct RecordValueError: Error, Sendable, CustomStringConvertible {
    /// What was expected and what was found.
    public let message: String
    /// The absolute offset in the input of the value, or of the record if it has no such field.
    public let offset: Int

    /// The message with the offset.
    public var description: String { "byte \(offset): \(message)" }
}
