/// The types that a value may have, which determine its column.
struct ValueTypes {
    let includesNull: Bool
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
        includesNull = types.remove(.null) != nil
        if types.contains(.number) { types.remove(.integer) }
        single = types.count == 1 ? types.first : nil
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
