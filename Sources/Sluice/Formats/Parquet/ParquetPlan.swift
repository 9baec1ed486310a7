/// How a run writes Parquet, decided before its input is opened.
struct ParquetPlan: Sendable {
    let schema: ParquetSchema
    /// The fields that the columns are made of.
    let fields: CompiledSchema
    let codec: CompressionCodec
    /// The size in bytes at which a row group is closed.
    let rowGroupSize: Int

    /// - Throws: `IngestionError` of kind `usage` if the schema does not determine the columns, or the codec's library
    ///   is missing.
    init(_ schema: Schema?, _ options: IngestionOptions) throws(IngestionError) {
        guard let schema else {
            throw IngestionError(
                .usage,
                "Parquet needs a schema to define its columns",
                remedy: .giveSchema
            )
        }
        fields = schema.compiled
        rowGroupSize = min(options.rowGroupSize, options.partSize)
        codec = try CompressionCodec(options.compression)
        do throws(SchemaError) {
            self.schema = try ParquetSchemaCompiler.compile(schema, unknownFields: options.unknownFields)
        } catch {
            throw IngestionError(error)
        }
    }
}
