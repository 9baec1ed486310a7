/// What the column of a value consists of.
enum ColumnContent {
    /// One value, of whatever type it is; of objects and arrays their text.
    case value
    /// Members with columns of their own.
    case group(ResolvedSchema.Members)
    case list([SchemaUse])
    /// Keys, which are strings, and values.
    case map([SchemaUse])
}

extension SchemaResolver {
    /// Returns what the column of the values of a schema consists of.
    ///
    /// Lists and maps of anything are text: nothing would be gained by columns.
    mutating func columnContent(of schema: ResolvedSchema) throws(SchemaError) -> ColumnContent {
        switch ColumnTypes(schema).single {
        case .object:
            if let values = schema.mapValues { return try isAnything(values) ? .value : .map(values) }
            guard let members = schema.members(in: library), members.count > 0 else { return .value }
            return .group(members)
        case .array:
            guard let items = schema.items, try !isAnything(items) else { return .value }
            return .list(items)
        default: return .value
        }
    }

    private mutating func isAnything(_ uses: [SchemaUse]) throws(SchemaError) -> Bool {
        ColumnTypes(try resolve(uses)).areAll
    }
}
