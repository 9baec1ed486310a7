/// What every worker of a run must know, decided once before the first chunk.
struct RunPlan: Sendable {
    let framing: RecordFraming
    let keys: RecordKeys
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
        framing = head.framing
        hasOutput = context.output != .none
        parquet = context.parquet
        csv = context.csv
        let schema = context.schema?.compiled
        self.schema = schema
        let names = schema.map { schema in
            (0..<schema.fields.count).map { Array(copying: schema.fields.name(of: $0)) }
        }
        // Only the first key of all: a stray brace in front of any other one would make a record of a bad one's rest.
        keys = RecordKeys(head.keys.isEmpty ? names ?? [] : Array(head.keys.prefix(1)))
        limits = RecordReader.Limits(recordSize: options.maximumRecordSize, depth: options.maximumDepth)
        unknownFields = options.unknownFields
    }
}
