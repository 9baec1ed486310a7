/// The rules by which a schema document is read: a draft of JSON Schema, or OpenAPI 3.0's own form of it.
enum SchemaDialect: Sendable, Comparable {
    /// OpenAPI 3.0 and Swagger 2.0: like draft 5, with `nullable`.
    case openAPI30
    case draft6
    case draft7
    case draft2019
    case draft2020

    /// The dialect that `$schema` names; `nil` if it is unknown.
    init?(uri: String) {
        let text = uri.hasSuffix("#") ? String(uri.dropLast()) : uri
        let known = Self.drafts.first { text == $0.uri || text == "https" + $0.uri.dropFirst(4) }
        guard let known else { return nil }
        self = known.dialect
    }

    /// The drafts with the identifiers of their meta-schemas.
    static let drafts: [(dialect: SchemaDialect, uri: String)] = [
        (.draft2020, "https://json-schema.org/draft/2020-12/schema"),
        (.draft2019, "https://json-schema.org/draft/2019-09/schema"),
        (.draft7, "http://json-schema.org/draft-07/schema"),
        (.draft6, "http://json-schema.org/draft-06/schema"),
    ]

    /// The dialect of a document whose root is an OpenAPI description; `nil` for another document.
    init?(openAPI root: SchemaNode) {
        if root.member("swagger") != nil {
            self = .openAPI30
        } else if let version = root.member("openapi")?.string {
            self = version.hasPrefix("3.0") ? .openAPI30 : .draft2020
        } else {
            return nil
        }
    }

    var name: String {
        switch self {
        case .openAPI30: "OpenAPI 3.0"
        case .draft6: "draft-06"
        case .draft7: "draft-07"
        case .draft2019: "draft 2019-09"
        case .draft2020: "draft 2020-12"
        }
    }

    /// Whether the members beside a `$ref` are ignored.
    var ignoresSiblingsOfReferences: Bool { self <= .draft7 }

    /// Whether `items` may be an array, with `additionalItems` beside it.
    var hasItemLists: Bool { self <= .draft2019 }

    /// Whether `exclusiveMinimum` and `exclusiveMaximum` are `true` or `false`.
    var hasExclusiveFlags: Bool { self == .openAPI30 }

    /// Whether the keyword means something.
    func knows(_ keyword: SchemaKeyword) -> Bool {
        switch keyword {
        case .anchor, .vocabulary, .dependentRequired, .dependentSchemas, .unevaluatedItems, .unevaluatedProperties,
            .minContains, .maxContains, .deprecatedFlag, .contentSchema:
            self >= .draft2019
        case .recursiveRef, .recursiveAnchor: self == .draft2019
        case .dynamicRef, .dynamicAnchor, .prefixItems: self == .draft2020
        case .additionalItems: self <= .draft2019
        case .if, .then, .else: self >= .draft7
        default: true
        }
    }
}
