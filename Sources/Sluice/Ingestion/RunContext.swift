/// What is fixed for a run once its input is open.
struct RunContext: Sendable {
    /// The input's name as messages show it.
    let inputName: String
    let output: OutputDestination
    let head: InputHead
    let totalBytes: Int?
    let identity: FileIdentity?
    /// Where the input is, which the output must not contain.
    var inputPlace = InputPlace(.standardInput, nil)
    let schema: Schema?
    let options: IngestionOptions
    /// How the records are written.
    let plan: OutputPlan
    /// What is published beside the parts, known before the first of them.
    var companions: [PublishedFile] = []
    /// What was to happen to the output at the first attempt, for one after it that is to go on from there.
    var existingAtFirst: IngestionOptions.ExistingOutput?
    let start: ContinuousClock.Instant
    let onEvent: @Sendable (IngestionEvent) -> Void

    var firstSeam: Seam { head.firstSeam }
    /// What the output depends on; `nil` for an input that can be read only once.
    var binding: RunBinding? {
        identity.map { RunBinding(identity: $0, schema: schema, options: options, plan: plan) }
    }
}
