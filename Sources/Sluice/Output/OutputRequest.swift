/// What a run asks of its output directory.
struct OutputRequest: Sendable {
    let path: FilePath
    /// The inputs, which the output must not contain.
    let inputs: InputList
    let schema: Schema?
    let options: IngestionOptions
    let plan: OutputPlan
    /// What was to happen to the output at the first attempt, for a retry that continues that attempt.
    let existingAtFirst: IngestionOptions.ExistingOutput?
    /// When the run started, at its first attempt.
    var started = UTCTimestamp.now

    /// What the output depends on; `nil` unless all inputs are files.
    var binding: RunBinding? {
        inputs.areFiles ? RunBinding(inputs: inputs, schema: schema, options: options, plan: plan) : nil
    }

    /// The error of resuming a run of which an input is not a file.
    var cannotResume: IngestionError {
        let index = (0..<inputs.count).first { inputs.identity(at: $0) == nil }
        let name = index.map { inputs.source(at: $0).nameInMessages } ?? inputs.summary
        return IngestionError(.usage, "cannot resume: \(name) is not a file and cannot be read again")
    }
}
