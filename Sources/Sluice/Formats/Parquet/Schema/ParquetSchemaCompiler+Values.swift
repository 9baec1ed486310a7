/// The keyword that values of a column fail which it cannot hold, and what is expected of them.
struct ColumnFailure {
    let keyword: FailedKeyword
    let expectation: String

    init(keyword: String, at schema: String, expectation: String = "another value") {
        self.keyword = SchemaCompiler.keyword(keyword, at: "\(schema)/\(keyword)")
        self.expectation = expectation
    }
}

extension ParquetSchemaCompiler {
    /// Levels are kept in bytes, with room for a list's two.
    private static let maximumLevel: UInt8 = 250

    /// Compiles the schema of one value, and returns its node; `nil` stands for a schema that accepts everything.
    mutating func compileValue(
        _ schema: SchemaNode?,
        _ name: String,
        isRequired: Bool,
        _ place: Place,
        at parent: String
    ) throws(SchemaError) -> Int {
        guard place.definitionLevel < Self.maximumLevel else {
            throw schema?.error("nested deeper than Parquet columns can be") ?? SchemaError(message: "nested too deep")
        }
        guard let schema, schema.kind == .object else {
            let inner = place.entering(name, .optional)
            let failure = ColumnFailure(keyword: "type", at: schema?.pointer ?? parent)
            return addColumn(.json, failure, name, inner, .optional)
        }
        let keywords = try reader.readKeywords(of: schema)
        let types = try ValueTypes(keywords, reader)
        let repetition: Repetition = isRequired && !types.includesNull ? .required : .optional
        let inner = place.entering(name, repetition)
        if types.single == .object, keywords[.properties] != nil {
            let members = try reader.readMembers(keywords)
            if members.count > 0 { return try compileGroup(schema, members, name, inner, repetition) }
        }
        if types.single == .array, let item = keywords[.items], item.kind == .object {
            return try compileList(item, name, inner, repetition)
        }
        let (type, failure) = try columnType(of: schema, keywords, types)
        let node = addColumn(type, failure, name, inner, repetition)
        if type == .string, keywords[.enum] != nil { columns[columns.count - 1].isEnumeration = true }
        return node
    }

    private mutating func compileGroup(
        _ schema: SchemaNode,
        _ members: SchemaCompiler.Members,
        _ name: String,
        _ place: Place,
        _ repetition: Repetition
    ) throws(SchemaError) -> Int {
        try refuseEqualNames(members, in: schema)
        guard let names = members.table else { throw schema.error("an object has at most 65,534 known members") }
        let firstColumn = columns.count
        elements.append(ParquetElement(name: name, repetition: repetition, childCount: members.count))
        let children = try compileMembers(members, schema, place)
        return add(.group(names: names, members: children), from: firstColumn, place, repetition)
    }

    /// A list has three levels: the list, which may be null, its items, and what each of them is.
    private mutating func compileList(
        _ item: SchemaNode,
        _ name: String,
        _ place: Place,
        _ repetition: Repetition
    ) throws(SchemaError) -> Int {
        let firstColumn = columns.count
        elements.append(ParquetElement(name: name, repetition: repetition, isList: true, childCount: 1))
        elements.append(ParquetElement(name: "list", repetition: .repeated, childCount: 1))
        let inner = place.entering("list", .repeated)
        let child = try compileValue(item, "element", isRequired: true, inner, at: item.pointer)
        return add(
            .list(item: child),
            from: firstColumn,
            place,
            repetition,
            itemLevel: inner.repetitionLevel
        )
    }

    mutating func addColumn(
        _ type: ColumnType,
        _ failure: ColumnFailure,
        _ name: String,
        _ place: Place,
        _ repetition: Repetition
    ) -> Int {
        elements.append(ParquetElement(name: name, repetition: repetition, type: type))
        columns.append(
            ParquetColumn(
                path: place.path,
                type: type,
                maximumDefinitionLevel: place.definitionLevel,
                maximumRepetitionLevel: place.repetitionLevel,
                keyword: failure.keyword,
                expectation: failure.expectation
            )
        )
        return add(.value(column: columns.count - 1), from: columns.count - 1, place, repetition)
    }

    private mutating func add(
        _ content: ParquetNode.Content,
        from firstColumn: Int,
        _ place: Place,
        _ repetition: Repetition,
        itemLevel: UInt8 = 0
    ) -> Int {
        nodes.append(
            ParquetNode(
                content: content,
                columns: firstColumn..<columns.count,
                definitionLevel: place.definitionLevel,
                repetitionLevel: itemLevel,
                isNullable: repetition == .optional
            )
        )
        return nodes.count - 1
    }
}
