/// How a run writes Parquet, decided before its input is opened.
struct ParquetPlan: Sendable {
    let schema: ParquetSchema
    let codec: CompressionCodec
    /// The size in bytes at which a row group is closed.
    let rowGroupSize: Int

    /// - Throws: `IngestionError` of kind `usage` if the schema does not determine the columns, or the codec's library
    ///   is missing.
    init(_ schema: Schema?, _ options: IngestionOptions) throws(IngestionError) {
        guard let schema else {
            throw IngestionError(
                .usage,
                "Parquet has typed columns, and without a schema nothing tells them;"
                    + " name one with --schema: items, or a file with a JSON Schema of the records"
            )
        }
        rowGroupSize = min(options.rowGroupSize, options.partSize)
        codec = try CompressionCodec(options.compression)
        do throws(SchemaError) {
            self.schema = try ParquetSchemaCompiler.compile(schema, unknownFields: options.unknownFields)
        } catch {
            throw IngestionError(.usage, error.message)
        }
    }
}
