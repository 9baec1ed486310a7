/// What every worker of a run needs to know, decided once before the first chunk.
struct RunPlan: Sendable {
    let limits: RecordReader.Limits
    /// Where the records are in each document, if not at its top level.
    let location: RecordLocation?
    let schema: CompiledSchema?
    /// How the records are written.
    let output: OutputPlan

    init(_ schema: CompiledSchema?, _ options: IngestionOptions, _ output: OutputPlan) {
        limits = options.limits
        location = options.location
        self.schema = schema
        self.output = output
    }
}
