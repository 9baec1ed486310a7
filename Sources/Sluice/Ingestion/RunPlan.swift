/// What every worker of a run needs to know, decided once before the first chunk.
struct RunPlan: Sendable {
    let shapes: RecordShapes
    let limits: RecordReader.Limits
    let schema: CompiledSchema?
    let unknownFields: UnknownFieldPolicy
    /// How the records are written.
    let output: OutputPlan

    init(_ head: InputHead, _ schema: Schema?, _ options: IngestionOptions, _ output: OutputPlan) {
        shapes = head.shapes
        limits = options.limits
        self.schema = schema?.compiled
        unknownFields = options.unknownFields
        self.output = output
    }
}
