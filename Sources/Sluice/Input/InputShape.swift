/// How the records stand in the input.
public enum InputShape: String, Sendable {
    /// The elements of one top-level array.
    case array
    /// One value after the other: newline-delimited, or concatenated.
    case sequence
    /// One object, which is one record.
    case object
}
