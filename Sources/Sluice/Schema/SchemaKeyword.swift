/// The supported keywords of a schema: those that are checked, and annotations.
enum SchemaKeyword: String, CaseIterable {
    case type
    case properties
    case required
    case additionalProperties
    case items
    case `enum`
    case const
    case minimum
    case maximum
    case exclusiveMinimum
    case exclusiveMaximum
    case multipleOf
    case minLength
    case maxLength
    case minItems
    case maxItems
    case clean = "x-clean"

    case schema = "$schema"
    case id = "$id"
    case comment = "$comment"
    case definitions = "$defs"
    case title
    case description
    case examples
    case `default`
    case deprecated
    case readOnly
    case writeOnly
    case format
    case contentMediaType
    case contentEncoding

    /// The other keywords of draft 2020-12 and of the drafts before it.
    ///
    /// They are refused by name, so that nobody assumes they are checked.
    static let unsupported: Set<String> = [
        "$ref", "$dynamicRef", "$recursiveRef", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$vocabulary", "allOf",
        "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas", "dependentRequired", "dependencies",
        "prefixItems", "additionalItems", "contains", "minContains", "maxContains", "uniqueItems", "patternProperties",
        "propertyNames", "unevaluatedItems", "unevaluatedProperties", "minProperties", "maxProperties", "pattern",
        "contentSchema", "definitions", "id",
    ]

    /// Whether the keyword is allowed for the record itself, not only for a field.
    var isForRecord: Bool {
        switch self {
        case .type, .properties, .required, .additionalProperties: true
        case .clean: false
        default: isAnnotation
        }
    }

    /// Whether the keyword asserts nothing.
    var isAnnotation: Bool { annotationKinds != nil }

    /// What the value of an annotation must be; `nil` for a keyword that asserts.
    var annotationKinds: (kinds: ValueKind.Set, noun: String)? {
        switch self {
        case .schema, .id, .comment, .title, .description, .format, .contentMediaType, .contentEncoding:
            ([ValueKind.Set(.string)], "a string")
        case .deprecated, .readOnly, .writeOnly: (.boolean, "true or false")
        case .examples: ([ValueKind.Set(.array)], "an array")
        case .definitions: ([ValueKind.Set(.object)], "an object")
        case .default: (.any, "a value")
        default: nil
        }
    }
}
