/// What a run says of its schema.
struct SchemaOptions: Sendable, Equatable {
    /// What becomes of fields and members that the schema does not name.
    var unknownFields = UnknownFieldPolicy.keep
    /// Whether `format` is checked.
    var assertsFormats = false
}
