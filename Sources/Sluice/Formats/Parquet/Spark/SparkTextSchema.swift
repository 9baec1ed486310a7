/// The columns that Spark reads from text files, whose values are known only as far as the schema's checks go.
///
/// A `format` is not checked for text files, so a date stays a string: Spark would read an invalid one as null. A value
/// of several types is a string, too: Spark keeps its text. An integer that `x-parquet` gives more digits than 64 bits
/// hold is the widest decimal: the digits are not checked for text files.
struct SparkTextSchema {
    private var reader = SchemaCompiler()
    /// Whether objects and arrays are typed columns, and not JSON in a string.
    private let nests: Bool

    /// Returns the columns of files in the format.
    static func fields(
        of schema: Schema,
        _ format: OutputFormat,
        keepsExtra: Bool
    ) throws(SchemaError) -> [SparkField] {
        let document = try SchemaDocument(bytes: Array(schema.json.utf8), name: schema.name)
        var compiler = SparkTextSchema(nests: format == .ndjson)
        let fields = try compiler.fields(of: try compiler.reader.readKeywords(of: document.root))
        guard keepsExtra else { return fields }
        return fields + [SparkField(name: UnknownFieldPolicy.column, type: .string, isNullable: true)]
    }

    private init(nests: Bool) {
        self.nests = nests
    }

    private mutating func fields(of keywords: SchemaCompiler.Keywords) throws(SchemaError) -> [SparkField] {
        let members = try reader.readMembers(keywords)
        var fields: [SparkField] = []
        for (index, name) in members.names.enumerated() {
            let (type, includesNull) = try type(of: members.schemas[index])
            let isNullable = includesNull || !members.required.contains(index)
            fields.append(SparkField(name: name, type: type, isNullable: isNullable))
        }
        return fields
    }

    private mutating func type(
        of schema: SchemaNode?
    ) throws(SchemaError) -> (type: SparkType, includesNull: Bool) {
        guard let schema, schema.kind == .object else { return (.string, true) }
        let keywords = try reader.readKeywords(of: schema)
        let types = try ValueTypes(keywords, reader)
        if types.single == .integer, let decimal = schema.decimal, decimal.isBeyondInt64 {
            return (.scalar("DECIMAL(\(DecimalKeyword.maximumPrecision),0)"), types.includesNull)
        }
        return (try type(types.single, keywords), types.includesNull)
    }

    private mutating func type(
        _ name: SchemaCompiler.TypeName?,
        _ keywords: SchemaCompiler.Keywords
    ) throws(SchemaError) -> SparkType {
        switch name {
        case .boolean: return .scalar("BOOLEAN")
        case .integer: return .scalar("BIGINT")
        case .number: return .scalar("DOUBLE")
        case .object where nests:
            let fields = try fields(of: keywords)
            return fields.isEmpty ? .string : .structure(fields)
        case .array where nests:
            guard let items = try ValueTypes.itemSchema(keywords, &reader) else { return .string }
            return .array(try type(of: items).type)
        default: return .string
        }
    }
}
