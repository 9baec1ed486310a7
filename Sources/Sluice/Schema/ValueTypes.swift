/// The types that a value may have, which determine its column.
struct ValueTypes {
    let includesNull: Bool
    /// Whether the value may have any type, as with the schemas `true` and `{}`.
    let areAll: Bool
    /// The only type of the values that are not null; `nil` if there is none, or more than one.
    let single: SchemaCompiler.TypeName?

    /// Reads the types from `type`, or without it from the values that `enum` or `const` lists.
    init(_ keywords: SchemaCompiler.Keywords, _ reader: SchemaCompiler) throws(SchemaError) {
        var types: Set<SchemaCompiler.TypeName>
        if let type = keywords[.type] {
            types = Set(try reader.readTypes(type))
            if let listed = Self.listedTypes(keywords) {
                // A list without null excludes null even if the type allows it.
                if !listed.contains(.null) { types.remove(.null) }
            }
        } else {
            types = Self.listedTypes(keywords) ?? Set(SchemaCompiler.TypeName.allCases)
        }
        if types.contains(.number) { types.insert(.integer) }
        areAll = types.count == SchemaCompiler.TypeName.allCases.count
        includesNull = types.remove(.null) != nil
        if types.contains(.number) { types.remove(.integer) }
        single = types.count == 1 ? types.first : nil
    }

    /// Returns the schema of an array's items; `nil` if they may have any type: then the array has no columns of its
    /// own, and a missing `items`, `true` and `{}` are the same.
    static func itemSchema(
        _ keywords: SchemaCompiler.Keywords,
        _ reader: inout SchemaCompiler
    ) throws(SchemaError) -> SchemaNode? {
        guard let items = keywords[.items], items.kind == .object else { return nil }
        let types = try ValueTypes(try reader.readKeywords(of: items), reader)
        return types.areAll ? nil : items
    }

    /// The types of the values that the schema lists, or `nil` if it lists none.
    private static func listedTypes(_ keywords: SchemaCompiler.Keywords) -> Set<SchemaCompiler.TypeName>? {
        guard let values = keywords[.enum]?.elements ?? keywords[.const].map({ [$0] }) else { return nil }
        return Set(values.map(\.typeName))
    }
}

extension SchemaNode {
    fileprivate var typeName: SchemaCompiler.TypeName {
        switch kind {
        case .missing, .null: .null
        case .true, .false: .boolean
        case .string: .string
        case .integer, .decimal: NumberText.isInteger(text.span) ? .integer : .number
        case .object: .object
        case .array: .array
        }
    }
}
