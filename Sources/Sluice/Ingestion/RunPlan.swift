/// What every worker of a run must know, decided once before the first chunk.
struct RunPlan: Sendable {
    let shapes: RecordShapes
    let limits: RecordReader.Limits
    let schema: CompiledSchema?
    let unknownFields: UnknownFieldPolicy
    /// How the records are written.
    let output: OutputPlan

    init(_ context: RunContext) {
        let (head, options) = (context.head, context.options)
        shapes = head.shapes
        output = context.plan
        let schema = context.schema?.compiled
        self.schema = schema
        limits = options.limits
        unknownFields = options.unknownFields
    }
}
