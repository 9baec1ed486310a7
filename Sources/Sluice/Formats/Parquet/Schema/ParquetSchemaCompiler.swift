/// Turns a JSON Schema into columns.
///
/// The schema has been compiled for the checks before, so its keywords are known to be well formed.
struct ParquetSchemaCompiler {
    /// The column of what the schema does not name.
    static let extraName = UnknownFieldPolicy.column

    /// Where the value at hand stands in the tree of elements.
    struct Place {
        var path: [String] = []
        var definitionLevel: UInt8 = 0
        var repetitionLevel: UInt8 = 0

        /// The place one element further down.
        func entering(_ name: String, _ repetition: Repetition) -> Place {
            var inner = self
            inner.path.append(name)
            if repetition != .required { inner.definitionLevel += 1 }
            if repetition == .repeated { inner.repetitionLevel += 1 }
            return inner
        }
    }

    /// Reads the keywords of subschemas.
    var reader = SchemaCompiler()
    var elements: [ParquetElement] = []
    var columns: [ParquetColumn] = []
    var nodes: [ParquetNode] = []

    /// Compiles the schema of the records.
    static func compile(_ schema: Schema, unknownFields: UnknownFieldPolicy) throws(SchemaError) -> ParquetSchema {
        let document = try SchemaDocument(bytes: Array(schema.json.utf8), name: schema.name)
        var compiler = ParquetSchemaCompiler()
        return try compiler.compile(document.root, unknownFields)
    }

    private mutating func compile(
        _ root: SchemaNode,
        _ unknownFields: UnknownFieldPolicy
    ) throws(SchemaError) -> ParquetSchema {
        let members = try reader.readMembers(try reader.readKeywords(of: root))
        let keepsExtra = unknownFields == .keep && members.refusal == nil
        try refuseEqualNames(members, in: root, reserved: keepsExtra ? [Self.extraName] : [])
        elements.append(ParquetElement(name: "schema", childCount: members.count + (keepsExtra ? 1 : 0)))
        let fields = try compileMembers(members, root, Place())
        var extraColumn: Int?
        if keepsExtra {
            extraColumn = columns.count
            addExtraColumn()
        }
        guard !columns.isEmpty else {
            throw root.error("the schema names no field: a Parquet file has at least one column")
        }
        return ParquetSchema(
            elements: elements,
            columns: columns,
            nodes: nodes,
            fields: fields,
            extraColumn: extraColumn
        )
    }

    private mutating func addExtraColumn() {
        let place = Place().entering(Self.extraName, .optional)
        _ = addColumn(.string, ColumnFailure(keyword: "additionalProperties", at: ""), Self.extraName, place, .optional)
    }

    /// Compiles the members of an object, and returns their nodes.
    mutating func compileMembers(
        _ members: SchemaCompiler.Members,
        _ object: SchemaNode,
        _ place: Place
    ) throws(SchemaError) -> [Int] {
        var nodes: [Int] = []
        for (index, name) in members.names.enumerated() {
            let isRequired = members.required.contains(index)
            nodes.append(
                try compileValue(members.schemas[index], name, isRequired: isRequired, place, at: object.pointer)
            )
        }
        return nodes
    }

    /// Throws where two members of an object cannot be told apart by readers that do not mind the case of letters.
    func refuseEqualNames(
        _ members: SchemaCompiler.Members,
        in object: SchemaNode,
        reserved: [String] = []
    ) throws(SchemaError) {
        var names = Set(reserved.map { Array($0.utf8) })
        for (index, name) in members.names.enumerated() where !names.insert(Array(name.lowercased().utf8)).inserted {
            let shown = Excerpt.path(name)
            let reason =
                reserved.contains(name.lowercased())
                ? "the name \"\(shown)\" is taken: in Parquet that column holds the fields that the schema does not name"
                : "the name \"\(shown)\" differs from another one in the case of letters alone,"
                    + " which Spark cannot read from Parquet"
            throw members.schemas[index]?.keyError(reason) ?? object.error(reason)
        }
    }
}
