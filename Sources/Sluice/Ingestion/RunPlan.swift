/// What every worker of a run must know, decided once before the first chunk.
struct RunPlan: Sendable {
    let shapes: RecordShapes
    let limits: RecordReader.Limits
    let schema: CompiledSchema?
    let unknownFields: UnknownFieldPolicy
    /// Whether the records go anywhere: a run that only validates encodes nothing.
    let hasOutput: Bool
    /// How the records are written, if that is as Parquet.
    let parquet: ParquetPlan?
    /// How the records are written, if that is as CSV.
    let csv: CSVPlan?

    init(_ context: RunContext) {
        let (head, options) = (context.head, context.options)
        shapes = head.shapes
        hasOutput = context.output != .none
        parquet = context.parquet
        csv = context.csv
        let schema = context.schema?.compiled
        self.schema = schema
        limits = options.limits
        unknownFields = options.unknownFields
    }
}
