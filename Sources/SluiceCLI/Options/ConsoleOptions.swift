/// What a run prints to standard error and how, as resolved from the arguments.
struct ConsoleOptions: Sendable {
    /// How much is printed.
    enum Verbosity: Sendable {
        /// Only why a run failed.
        case quiet
        case normal
        /// Every error, and what the run does.
        case verbose
    }

    let verbosity: Verbosity
    let progress: When
    let logFormat: LogFormat
    let color: When
    /// Whether invalid records are set aside, so that they are no failure.
    let toleratesRejects: Bool
    /// Whether standard output has the records.
    let streamsRecords: Bool
    /// The id of the run's pipeline, for logs.
    let pipelineID: Int?

    init(_ arguments: TypedArguments) throws(UsageError) {
        verbosity = arguments.contains(.quiet) ? .quiet : arguments.contains(.verbose) ? .verbose : .normal
        progress = try arguments.choice(.progress) ?? .auto
        logFormat = try arguments.choice(.logFormat) ?? .text
        color = try arguments.choice(.color) ?? .auto
        toleratesRejects = try arguments.choice(.onError, of: ErrorPolicyName.self) == .quarantine
        streamsRecords = arguments[.output]?.word == "-"
        pipelineID = try arguments.integer(.pipelineID, in: 1 ... .max)
    }
}
