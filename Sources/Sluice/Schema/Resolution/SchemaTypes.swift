/// The types that one schema allows.
enum SchemaTypes {
    /// Returns what the keywords of one schema say of the types of values.
    static func restrictions(
        _ keywords: SchemaKeywords,
        _ use: SchemaUse,
        _ library: SchemaLibrary
    ) throws(SchemaError) -> [ResolvedSchema.Restriction] {
        let keyword = use.failed(SchemaKeyword.type.rawValue, in: library)
        var restrictions: [ResolvedSchema.Restriction] = []
        if let type = keywords[.type] {
            var types = try SchemaForm.types(type)
            if keywords[.nullable]?.kind == .true, !types.contains(.null) { types.append(.null) }
            restrictions.append(restriction(types, keyword, isChecked: use.isChecked))
        }
        guard let listed = listedTypes(keywords) else { return restrictions }
        if restrictions.isEmpty {
            restrictions.append(restriction(listed, keyword, isChecked: false))
        } else if !listed.contains(.null) {
            // A list without null excludes null even if the type allows it.
            let others = SchemaType.allCases.filter { $0 != .null }
            restrictions.append(restriction(others, keyword, isChecked: false))
        }
        return restrictions
    }

    private static func restriction(
        _ types: [SchemaType],
        _ keyword: FailedKeyword,
        isChecked: Bool
    ) -> ResolvedSchema.Restriction {
        let kinds = types.reduce(into: ValueKind.Set()) { $0.formUnion($1.kinds) }
        return ResolvedSchema.Restriction(
            kinds: kinds,
            acceptsIntegralDecimals: kinds.contains(.integer),
            types: types,
            keyword: keyword,
            isChecked: isChecked
        )
    }

    /// The types of the values that the schema lists, or `nil` if it lists none.
    private static func listedTypes(_ keywords: SchemaKeywords) -> [SchemaType]? {
        guard let values = keywords[.enum]?.elements ?? keywords[.const].map({ [$0] }) else { return nil }
        var seen: Set<SchemaType> = []
        return values.map(\.type).filter { seen.insert($0).inserted }
    }
}

extension SchemaNode {
    fileprivate var type: SchemaType {
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

/// The types of a value as far as they determine its column.
struct ColumnTypes {
    let includesNull: Bool
    /// Whether the value may have any type, as with the schemas `true` and `{}`.
    let areAll: Bool
    /// The only type of the values that are not null; `nil` if there is none, or more than one.
    let single: SchemaType?

    init(_ schema: ResolvedSchema) {
        var (kinds, _) = schema.kinds()
        areAll = SchemaType.allCases.allSatisfy { kinds.isSuperset(of: $0.kinds) }
        includesNull = kinds.contains(.null)
        kinds.subtract(ValueKind.Set(.null))
        single =
            switch kinds {
            case .boolean: .boolean
            case [ValueKind.Set(.true)], [ValueKind.Set(.false)]: .boolean
            case [ValueKind.Set(.integer)]: .integer
            case .number, [ValueKind.Set(.decimal)]: .number
            case [ValueKind.Set(.string)]: .string
            case [ValueKind.Set(.object)]: .object
            case [ValueKind.Set(.array)]: .array
            default: nil
            }
    }
}
