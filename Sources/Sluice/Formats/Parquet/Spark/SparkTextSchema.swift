/// The columns that Spark reads from text files, whose values are known only as far as the schema's checks go.
///
/// A `format` is not checked for text files, so a date stays a string: Spark would read an invalid one as null. A value
/// of several types is a string, too: Spark keeps its text. An integer that `x-parquet` gives more digits than 64 bits
/// hold is the widest decimal: the digits are not checked for text files.
struct SparkTextSchema {
    private var resolver: SchemaResolver
    /// Whether objects and arrays are typed columns, and not JSON in a string.
    private let nests: Bool

    /// Returns the columns of files in the format.
    static func fields(
        of schema: Schema,
        _ format: OutputFormat,
        keepsExtra: Bool
    ) throws(SchemaError) -> [SparkField] {
        var compiler = SparkTextSchema(schema.library, nests: format == .ndjson)
        let record = try compiler.resolver.resolve([compiler.resolver.root], isRecord: true)
        let fields =
            try record.members(in: schema.library).map { members throws(SchemaError) in
                try compiler.fields(of: members)
            } ?? []
        guard keepsExtra else { return fields }
        return fields + [SparkField(name: UnknownFieldPolicy.column, type: .string, isNullable: true)]
    }

    private init(_ library: SchemaLibrary, nests: Bool) {
        resolver = SchemaResolver(library, .keep)
        self.nests = nests
    }

    private mutating func fields(of members: ResolvedSchema.Members) throws(SchemaError) -> [SparkField] {
        var fields: [SparkField] = []
        for (index, name) in members.names.enumerated() {
            let (type, includesNull) = try type(of: members.uses[index])
            let isNullable = includesNull || !members.alwaysPresent.contains(index)
            fields.append(SparkField(name: name, type: type, isNullable: isNullable))
        }
        return fields
    }

    private mutating func type(
        of uses: [SchemaUse]
    ) throws(SchemaError) -> (type: SparkType, includesNull: Bool) {
        let schema = try resolver.resolve(uses)
        let types = ColumnTypes(schema)
        if types.single == .integer, let decimal = schema.decimal, decimal.isBeyondInt64 {
            return (.scalar("DECIMAL(\(DecimalKeyword.maximumPrecision),0)"), types.includesNull)
        }
        return (try type(types.single, schema), types.includesNull)
    }

    private mutating func type(_ name: SchemaType?, _ schema: ResolvedSchema) throws(SchemaError) -> SparkType {
        switch name {
        case .boolean: return .scalar("BOOLEAN")
        case .integer: return .scalar("BIGINT")
        case .number: return .scalar("DOUBLE")
        case .object where nests, .array where nests: break
        default: return .string
        }
        switch try resolver.columnContent(of: schema) {
        case .group(let members): return .structure(try fields(of: members))
        case .list(let items): return .array(try type(of: items).type)
        case .map(let values): return .map(try type(of: values).type)
        case .value: return .string
        }
    }
}
