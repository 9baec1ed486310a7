/// What every worker of a run needs to know, decided once before the first chunk.
struct RunPlan: Sendable {
    let shapes: RecordShapes
    let limits: RecordReader.Limits
    /// Where the records are, if they are inside the documents.
    let region: RecordRegion?
    let schema: CompiledSchema?
    /// How the records are written.
    let output: OutputPlan

    init(_ head: InputHead, _ schema: CompiledSchema?, _ options: IngestionOptions, _ output: OutputPlan) {
        shapes = head.shapes
        limits = options.limits
        region = head.region
        self.schema = schema
        self.output = output
    }
}
