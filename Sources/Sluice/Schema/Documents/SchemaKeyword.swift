/// The keywords of a schema: those of JSON Schema's drafts from 06 on, those that OpenAPI adds, and our own.
enum SchemaKeyword: String, CaseIterable {
    // Assertions about the value itself.
    case type
    case `enum`
    case const
    case minimum
    case exclusiveMinimum
    case maximum
    case exclusiveMaximum
    case multipleOf
    case minLength
    case maxLength
    case pattern
    case format
    case minItems
    case maxItems
    case uniqueItems
    case minContains
    case maxContains
    case minProperties
    case maxProperties
    case required
    case dependentRequired

    // Schemas of what is inside the value.
    case properties
    case patternProperties
    case additionalProperties
    case propertyNames
    case prefixItems
    case items
    case additionalItems
    case contains
    case unevaluatedProperties
    case unevaluatedItems

    // Schemas of the value itself.
    case ref = "$ref"
    case dynamicRef = "$dynamicRef"
    case recursiveRef = "$recursiveRef"
    case allOf
    case anyOf
    case oneOf
    case not
    case `if`
    case then
    case `else`
    case dependentSchemas
    case dependencies

    // What identifies schemas, and holds those that are only referred to.
    case schema = "$schema"
    case id = "$id"
    case anchor = "$anchor"
    case dynamicAnchor = "$dynamicAnchor"
    case recursiveAnchor = "$recursiveAnchor"
    case vocabulary = "$vocabulary"
    case definitions = "$defs"
    case oldDefinitions = "definitions"

    // Annotations.
    case comment = "$comment"
    case title
    case description
    case examples
    case `default`
    case deprecatedFlag = "deprecated"
    case readOnly
    case writeOnly
    case contentMediaType
    case contentEncoding
    case contentSchema

    // OpenAPI's own.
    case nullable
    case example
    case discriminator
    case xml
    case externalDocs

    // Our own.
    case clean = "x-clean"

    /// What the value of a keyword must be.
    enum Form {
        case anything
        case text
        case flag
        case number
        case count
        case object
        case list
        case names
        case types
        case pattern
        /// A reference to a schema, or the name of an anchor.
        case reference
        case schema
        case schemas
        case schemasByName
        case schemasByPattern
        /// `items`: a schema, or in older drafts a list of them.
        case schemaOrSchemas
        case namesByName
        /// `dependencies`: for each name a schema or a list of names.
        case schemaOrNamesByName
        /// `exclusiveMinimum` and `exclusiveMaximum`: a number, or in OpenAPI 3.0 true or false.
        case numberOrFlag
        /// `x-clean` has a compiler of its own.
        case cleaning
    }

    var form: Form {
        switch self {
        case .type: .types
        case .enum, .examples: .list
        case .const, .default, .example, .xml, .externalDocs, .discriminator, .vocabulary: .anything
        case .minimum, .maximum, .multipleOf: .number
        case .exclusiveMinimum, .exclusiveMaximum: .numberOrFlag
        case .minLength, .maxLength, .minItems, .maxItems, .minContains, .maxContains, .minProperties, .maxProperties:
            .count
        case .pattern: .pattern
        case .uniqueItems, .deprecatedFlag, .readOnly, .writeOnly, .nullable, .recursiveAnchor: .flag
        case .required: .names
        case .dependentRequired: .namesByName
        case .dependencies: .schemaOrNamesByName
        case .properties, .dependentSchemas, .definitions, .oldDefinitions: .schemasByName
        case .patternProperties: .schemasByPattern
        case .items: .schemaOrSchemas
        case .additionalProperties, .propertyNames, .additionalItems, .contains, .unevaluatedProperties,
            .unevaluatedItems, .not, .if, .then, .else, .contentSchema:
            .schema
        case .prefixItems, .allOf, .anyOf, .oneOf: .schemas
        case .ref, .dynamicRef, .recursiveRef: .reference
        case .schema, .id, .anchor, .dynamicAnchor, .comment, .title, .description, .format, .contentMediaType,
            .contentEncoding:
            .text
        case .clean: .cleaning
        }
    }

    /// The schemas that a value of the keyword holds.
    func schemas(in value: SchemaNode) -> [SchemaNode] {
        switch form {
        case .schema: [value]
        case .schemas: value.elements
        case .schemasByName, .schemasByPattern: value.members.map(\.value)
        case .schemaOrSchemas: value.kind == .array ? value.elements : [value]
        case .schemaOrNamesByName: value.members.map(\.value).filter { $0.kind != .array }
        default: []
        }
    }

    /// Whether the value of an object or array may depend on what the keyword's schemas have evaluated.
    var looksAtEvaluation: Bool { self == .unevaluatedProperties || self == .unevaluatedItems }

    /// Keywords of other drafts and of OpenAPI that Sluice knows by name only.
    static let foreign: Set<String> = [
        "id", "extends", "disallow", "divisibleBy", "$defs", "links", "base", "media", "binaryEncoding",
        "fragmentResolution",
    ]
}
