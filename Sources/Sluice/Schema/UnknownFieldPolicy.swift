/// What happens to the fields of a record that the schema does not name.
///
/// It is about the record's own fields; objects further inside follow the schema alone.
public enum UnknownFieldPolicy: String, Sendable, CaseIterable {
    /// They are written as they are, unless the schema itself refuses them.
    case keep
    /// They are left out, and not checked.
    case drop
    /// A record that has one is a bad record, as with `additionalProperties: false`.
    case reject

    /// The column that keeps them where records are written in columns.
    static let column = "_extra"
}
