/// What to do with the fields of a record that the schema does not name.
///
/// This applies to the record's own fields; objects inside them follow the schema alone.
public enum UnknownFieldPolicy: String, Sendable, CaseIterable {
    /// Write them unchanged, unless the schema itself refuses them.
    case keep
    /// Leave them out, unchecked.
    case drop
    /// Treat a record that has one as a bad record, as with `additionalProperties: false`.
    case reject

    /// The column that holds them when records are written in columns.
    static let column = "_extra"
}
