/// What every worker of a run needs to know, decided once before the first chunk.
struct RunPlan: Sendable {
    let shapes: RecordShapes
    let limits: RecordReader.Limits
    let schema: CompiledSchema?
    /// How the records are written.
    let output: OutputPlan

    init(_ head: InputHead, _ schema: CompiledSchema?, _ options: IngestionOptions, _ output: OutputPlan) {
        shapes = head.shapes
        limits = options.limits
        self.schema = schema
        self.output = output
    }
}
