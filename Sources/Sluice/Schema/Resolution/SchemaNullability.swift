/// OpenAPI 3.0's `nullable`.
///
/// Beside `type` it adds null to the types. Without it, beside `allOf`, `anyOf`, `oneOf` or `$ref`, it is how documents
/// say that a named schema or null is expected: null passes whatever the others say.
enum SchemaNullability {
    static func passesNull(_ keywords: SchemaKeywords) -> Bool {
        guard keywords[.nullable]?.kind == .true, keywords[.type] == nil else { return false }
        return [SchemaKeyword.allOf, .anyOf, .oneOf, .ref].contains { keywords[$0] != nil }
    }
}
