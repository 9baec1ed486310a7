/// What to do with the fields of a record, and the members of objects inside it, that the schema does not name.
///
/// This applies to each object whose schema has `properties` and no `additionalProperties` of its own.
public enum UnknownFieldPolicy: String, Sendable, CaseIterable {
    /// Write them unchanged.
    case keep
    /// Leave them out, unchecked.
    case drop
    /// Treat a record that has one as a bad record, as with `additionalProperties: false`.
    case reject

    /// The column that holds them when records are written in columns.
    static let column = "_extra"
}
