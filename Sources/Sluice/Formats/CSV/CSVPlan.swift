/// How a run writes CSV, decided before its input is opened.
struct CSVPlan: Sendable {
    /// The first line of each part, its end included.
    let header: [UInt8]
    /// The text for nulls and missing fields.
    let nullText: [UInt8]
    let lineEnd: CSVLineEnd
    /// Whether the last column is for the fields that the schema does not name.
    let keepsExtra: Bool

    /// - Throws: `IngestionError` of kind `usage` if the schema does not determine the columns, or a null could not be
    ///   distinguished from other values.
    init(_ schema: Schema?, _ options: IngestionOptions) throws(IngestionError) {
        guard let schema else {
            throw IngestionError(
                .usage,
                "CSV needs a schema to define its columns",
                remedy: .giveSchema
            )
        }
        let compiled: CompiledSchema
        let clashes: SchemaError?
        do throws(SchemaError) {
            compiled = try schema.compiled(for: options.schemaOptions)
            clashes = SchemaError(compiled.unknownFields.areKept ? try Self.extraNames(schema) : [])
        } catch {
            throw IngestionError(error)
        }
        keepsExtra = compiled.unknownFields.areKept
        nullText = Array(options.csvNull.utf8)
        lineEnd = options.csvLineEnd
        if let clashes { throw IngestionError(clashes, remedy: .excludeUnknownFields) }
        try Self.check(compiled, keepsExtra: keepsExtra, nullText: nullText)
        var writer = HeaderWriter()
        for plan in compiled.plans { writer.append(name: Array(plan.name.utf8)) }
        if keepsExtra { writer.append(name: Array(UnknownFieldPolicy.column.utf8)) }
        header = writer.bytes + Array(lineEnd.text.utf8)
    }

    /// The errors of fields with the name of the last column.
    private static func extraNames(_ schema: Schema) throws(SchemaError) -> [SchemaError] {
        var resolver = SchemaResolver(schema.library, .keep)
        return try resolver.resolve([resolver.root], isRecord: true).members(in: schema.library)?.extraNames(in: "CSV")
            ?? []
    }

    private static func check(
        _ schema: CompiledSchema,
        keepsExtra: Bool,
        nullText: [UInt8]
    ) throws(IngestionError) {
        guard nullText.allSatisfy({ !CSVField.needsQuotes($0) }) else {
            throw IngestionError(
                .usage,
                "the text for null may not contain a comma, a quote or a line break",
                remedy: .chooseNullText
            )
        }
        guard !schema.plans.isEmpty else {
            throw IngestionError(.usage, "the schema names no fields; a CSV file needs at least one column")
        }
        // Most readers skip an empty line.
        if schema.plans.count == 1, !keepsExtra, nullText.isEmpty, schema.plans[0].mayBeNull {
            throw IngestionError(.usage, "with one column a null would be an empty line", remedy: .chooseNullText)
        }
    }
}

extension FieldPlan {
    /// Whether an accepted record may have no value for this field.
    fileprivate var mayBeNull: Bool { !isAlwaysPresent || value.kinds.contains(.null) }
}

extension CSVPlan {
    /// Writes the line of column names.
    private struct HeaderWriter {
        private(set) var bytes: [UInt8] = []

        mutating func append(name: [UInt8]) {
            if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
            guard name.isEmpty || name.contains(where: CSVField.needsQuotes) else { return bytes += name }
            bytes.append(UInt8(ascii: "\""))
            for byte in name { bytes += byte == UInt8(ascii: "\"") ? [byte, byte] : [byte] }
            bytes.append(UInt8(ascii: "\""))
        }
    }
}
