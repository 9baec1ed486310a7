/// What a schema's `format` means.
public enum FormatPolicy: String, Sendable, CaseIterable {
    /// It describes values, and is not checked: the default of JSON Schema.
    case annotate
    /// Strings must have the format. Formats that are not known, and those of international names, stay descriptions,
    /// with a warning.
    case assert
}
