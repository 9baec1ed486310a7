/// How the input begins.
public enum InputShape: String, Sendable {
    /// With a document that is an array of records; others may follow.
    case array
    /// With a document that is one record, and more follow: newline-delimited, or concatenated.
    case sequence
    /// One object, which is one record.
    case object
}
