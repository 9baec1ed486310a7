/// Turns a JSON Schema into columns.
///
/// The schema has already been compiled for the checks, so its keywords are known to be well formed. References and
/// alternatives are resolved; what has no type of its own becomes a string with JSON text.
struct ParquetSchemaCompiler {
    /// The column of the fields that the schema does not name.
    private static let extraName = UnknownFieldPolicy.column

    /// Where the current value is in the tree of elements.
    private struct Place {
        var path: [String] = []
        /// The JSON Pointer in the record, and whether the place is that of all items of an array.
        var pointer = ""
        var isList = false
        var definitionLevel: UInt8 = 0
        var repetitionLevel: UInt8 = 0
        /// Whether an element that may be null is above, and no list between.
        var isInNullable = false
        /// Whether keywords that only a program follows may name members here: those are kept whatever the policy is.
        var hasBranches = false

        /// The place of a child element.
        func entering(_ name: String, _ repetition: Repetition) -> Place {
            var inner = self
            inner.path.append(name)
            inner.isList = repetition == .repeated
            if repetition != .repeated {
                inner.pointer = JSONPointer.shown(from: pointer, [isList ? "/*" : JSONPointer.shownToken(name)])
            }
            if repetition != .required { inner.definitionLevel += 1 }
            if repetition == .repeated { inner.repetitionLevel += 1 }
            inner.isInNullable = repetition == .optional || (isInNullable && repetition == .required)
            return inner
        }
    }

    let library: SchemaLibrary
    private var resolver: SchemaResolver
    private let policy: UnknownFieldPolicy
    /// Whether any object keeps members that its schema does not name.
    private var keepsExtra = false
    private var elements: [ParquetElement] = []
    private var columns: [ParquetColumn] = []
    private var nodes: [ParquetNode] = []
    /// The errors found so far: all of them are reported at once.
    private var errors: [SchemaError] = []

    /// Compiles the schema of the records.
    static func compile(_ schema: Schema, unknownFields: UnknownFieldPolicy) throws(SchemaError) -> ParquetSchema {
        var compiler = ParquetSchemaCompiler(schema.library, unknownFields)
        return try compiler.compile()
    }

    private init(_ library: SchemaLibrary, _ unknownFields: UnknownFieldPolicy) {
        self.library = library
        policy = unknownFields
        // Which members are dropped makes no difference to the columns of those that are kept.
        resolver = SchemaResolver(library, .keep)
    }

    private mutating func compile() throws(SchemaError) -> ParquetSchema {
        let root = library.root
        let members =
            try resolver.resolve([resolver.root], isRecord: true).members(in: library) ?? ResolvedSchema.Members()
        let keepsFields = members.unknown(policy).areKept
        keepsExtra = keepsFields
        elements.append(ParquetElement(name: "schema", childCount: members.count))
        let fields = try compileMembers(members, Place())
        if keepsExtra { refuseExtraName(members) }
        refuseEqualNames(members)
        if let error = SchemaError(errors) { throw error }
        var extraColumn: Int?
        if keepsExtra {
            extraColumn = columns.count
            elements[0].childCount += 1
            addExtraColumn()
        }
        guard !columns.isEmpty else {
            throw root.error("the schema names no fields; a Parquet file needs at least one column")
        }
        return ParquetSchema(
            elements: elements,
            columns: columns,
            nodes: nodes,
            fields: fields,
            extraColumn: extraColumn,
            keepsExtraFields: keepsFields
        )
    }

    private mutating func addExtraColumn() {
        let place = Place().entering(Self.extraName, .optional)
        let keyword = SchemaKeyword.additionalProperties.rawValue
        let failed = FailedKeyword(code: ErrorCode(rawValue: keyword), location: "/" + keyword)
        _ = addColumn(.string, ColumnFailure(failed), Self.extraName, place, .optional)
    }

    /// Compiles the members of an object, and returns their nodes.
    private mutating func compileMembers(
        _ members: ResolvedSchema.Members,
        _ place: Place
    ) throws(SchemaError) -> [Int] {
        var nodes: [Int] = []
        for (index, name) in members.names.enumerated() {
            let isRequired = members.alwaysPresent.contains(index)
            do throws(SchemaError) {
                nodes.append(try compileValue(members.uses[index], name, isRequired: isRequired, place))
            } catch {
                guard errors.count + 1 < SchemaError.maximum else { throw error }
                errors.append(error)
            }
        }
        return nodes
    }

    /// Refuses members of an object that readers which ignore case could not distinguish.
    private mutating func refuseEqualNames(_ members: ResolvedSchema.Members) {
        for (index, other) in members.equalNames {
            let (name, other) = (Excerpt.path(members.names[index]), Excerpt.path(other))
            let reason =
                "the name \"\(name)\" differs from \"\(other)\" only in case, which Spark cannot read from Parquet"
            refuse(members.error(reason, at: index))
        }
    }

    /// Refuses fields with the name of the column for those that the schema does not name.
    private mutating func refuseExtraName(_ members: ResolvedSchema.Members) {
        for error in members.extraNames(in: "Parquet") { refuse(error) }
    }

    private mutating func refuse(_ error: SchemaError?) {
        if let error, errors.count < SchemaError.maximum { errors.append(error) }
    }
}

// MARK: Values

extension ParquetSchemaCompiler {
    /// Levels are stored in bytes, with room for the two levels of a list.
    private static let maximumLevel: UInt8 = 250

    /// Compiles the schemas of one value, and returns its node.
    private mutating func compileValue(
        _ uses: [SchemaUse],
        _ name: String,
        isRequired: Bool,
        _ place: Place
    ) throws(SchemaError) -> Int {
        guard place.definitionLevel < Self.maximumLevel else {
            throw (uses.first?.schema ?? library.root).error("nested too deeply for Parquet columns")
        }
        let schema = try resolver.resolve(uses)
        let types = ColumnTypes(schema)
        let repetition: Repetition = isRequired && !types.includesNull ? .required : .optional
        var inner = place.entering(name, repetition)
        if schema.hasBranches { inner.hasBranches = true }
        switch try resolver.columnContent(of: schema) {
        case .group(let members): return try compileGroup(members, name, inner, repetition)
        case .list(let items): return try compileList(items, name, inner, repetition)
        case .map(let values): return try compileMap(values, name, inner, repetition)
        case .value: break
        }
        let (type, failure) = columnType(of: schema, uses, types)
        let node = addColumn(type, failure, name, inner, repetition)
        let isEnumeration = schema.parts.contains { $0.keywords[.enum] != nil }
        if type == .string, isEnumeration { columns[columns.count - 1].isEnumeration = true }
        return node
    }

    private mutating func compileGroup(
        _ members: ResolvedSchema.Members,
        _ name: String,
        _ place: Place,
        _ repetition: Repetition
    ) throws(SchemaError) -> Int {
        refuseEqualNames(members)
        if members.unknown(policy).areKept || (place.hasBranches && members.refusal == nil) { keepsExtra = true }
        guard let names = members.table else { throw library.root.error("an object has at most 65,534 known members") }
        let firstColumn = columns.count
        elements.append(ParquetElement(name: name, repetition: repetition, childCount: members.count))
        let children = try compileMembers(members, place)
        return add(.group(names: names, members: children), from: firstColumn, place, repetition)
    }

    /// Compiles a list, which has three levels: the list itself, which may be null, its items, and the value of an
    /// item.
    private mutating func compileList(
        _ item: [SchemaUse],
        _ name: String,
        _ place: Place,
        _ repetition: Repetition
    ) throws(SchemaError) -> Int {
        let firstColumn = columns.count
        elements.append(ParquetElement(name: name, repetition: repetition, annotation: .list, childCount: 1))
        elements.append(ParquetElement(name: "list", repetition: .repeated, childCount: 1))
        let inner = place.entering("list", .repeated)
        let child = try compileValue(item, "element", isRequired: true, inner)
        return add(
            .list(item: child),
            from: firstColumn,
            place,
            repetition,
            itemLevel: inner.repetitionLevel
        )
    }

    /// Compiles a map, which has three levels like a list: its entries have a key and a value, which may be null.
    private mutating func compileMap(
        _ values: [SchemaUse],
        _ name: String,
        _ place: Place,
        _ repetition: Repetition
    ) throws(SchemaError) -> Int {
        let firstColumn = columns.count
        elements.append(ParquetElement(name: name, repetition: repetition, annotation: .map, childCount: 1))
        elements.append(ParquetElement(name: "key_value", repetition: .repeated, childCount: 2))
        let inner = place.entering("key_value", .repeated)
        let failure = ColumnFailure(FailedKeyword(code: ErrorCode(rawValue: SchemaKeyword.type.rawValue), location: ""))
        let key = addColumn(.string, failure, "key", inner.entering("key", .required), .required)
        let value = try compileValue(values, "value", isRequired: false, inner)
        return add(
            .map(key: key, value: value),
            from: firstColumn,
            place,
            repetition,
            itemLevel: inner.repetitionLevel
        )
    }

    private mutating func addColumn(
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
                pointer: place.pointer,
                type: type,
                maximumDefinitionLevel: place.definitionLevel,
                maximumRepetitionLevel: place.repetitionLevel,
                isInNullableGroup: place.isInNullable && repetition == .required,
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
