/// What a run asks of its output directory.
struct OutputRequest: Sendable {
    let path: FilePath
    /// The input's name as messages show it.
    let inputName: String
    /// Where the input is, which the output must not contain.
    let inputPlace: InputPlace
    let identity: FileIdentity?
    /// The size of the input's text; `nil` if it is known only at its end.
    var textBytes: Int?
    let schema: Schema?
    let options: IngestionOptions
    let plan: OutputPlan
    /// What was to happen to the output at the first attempt, for a retry that continues that attempt.
    let existingAtFirst: IngestionOptions.ExistingOutput?
    /// When the run started, at its first attempt.
    var started = UTCTimestamp.now

    /// What the output depends on; `nil` for an input that can be read only once.
    var binding: RunBinding? {
        identity.map { RunBinding(identity: $0, textBytes: textBytes, schema: schema, options: options, plan: plan) }
    }

    /// The error of resuming a run whose input can be read only once.
    var cannotResume: IngestionError {
        let name = inputName == "-" ? "standard input" : inputName
        return IngestionError(.usage, "cannot resume: \(name) is not a file and cannot be read again")
    }
}
