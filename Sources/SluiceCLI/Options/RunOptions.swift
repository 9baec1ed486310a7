import Sluice

/// What `ingest` and `validate` do, as resolved from the arguments.
struct RunOptions: Sendable {
    let input: InputSource
    let output: OutputDestination
    /// The name of a built-in schema, or a file.
    let schema: String?
    let ingestion: IngestionOptions
    /// Where the run's status is recorded in addition to the journal.
    let database: PipelineDatabase?
    /// `nil` for the text report, or with `--quiet` for none.
    let report: ReportFormat?
    let console: ConsoleOptions
    let telemetry: TelemetrySettings
    /// Warnings to print before the run.
    let warnings: [String]

    init(_ arguments: TypedArguments) throws(UsageError) {
        let operand = arguments.operand ?? "-"
        input = operand == "-" ? .standardInput : .file(operand)
        output = arguments[.output].map { .directory($0.text) } ?? .none
        if let value = arguments[.output], value.text.isEmpty {
            throw arguments.invalid(value, "expected a directory")
        }
        schema = arguments[.schema]?.text
        var options = try Self.ingestionOptions(arguments)
        let databaseOptions = try DatabaseOptions(arguments)
        database = try databaseOptions.pipeline(for: arguments)
        options.pipelineID = database?.pipelineID
        warnings = databaseOptions.warnings
        ingestion = options
        if schema == nil, ingestion.unknownFields != .keep, let value = arguments[.unknownFields] {
            throw arguments.invalid(value, "it requires --schema")
        }
        report = try arguments.choice(.report)
        console = try ConsoleOptions(arguments)
        telemetry = try TelemetrySettings(arguments, environment: ProcessSetup.environment)
    }

    private static func readFormat(
        _ arguments: TypedArguments,
        into options: inout IngestionOptions
    ) throws(UsageError) {
        options.format = try arguments.choice(.format) ?? options.format
        options.compression = try arguments.choice(.compression)
        options.csvNull = arguments[.csvNull]?.text ?? options.csvNull
        options.csvLineEnd = try arguments.choice(.csvLineEnd) ?? options.csvLineEnd
        if options.format != .parquet, let value = arguments[.compression] {
            throw UsageError("\(value.origin) requires --format parquet", for: arguments.command)
        }
        if options.format != .csv, let value = arguments[.csvNull] ?? arguments[.csvLineEnd] {
            throw UsageError("\(value.origin) requires --format csv", for: arguments.command)
        }
    }

    private static func ingestionOptions(_ arguments: TypedArguments) throws(UsageError) -> IngestionOptions {
        var options = IngestionOptions()
        try readFormat(arguments, into: &options)
        options.errorPolicy = try errorPolicy(arguments)
        options.allowsEmpty = arguments.contains(.allowEmpty)
        options.unknownFields = try arguments.choice(.unknownFields) ?? options.unknownFields
        options.existingOutput =
            switch (arguments.contains(.overwrite), arguments.contains(.resume)) {
            case (false, false): .refuse
            case (true, false): .replace
            case (false, true): .resume
            case (true, true): .resumeOrReplace
            }
        options.checkpointInterval = try arguments.seconds(.checkpointInterval) ?? options.checkpointInterval
        options.partSize = try arguments.size(.partSize) ?? options.partSize
        options.jobs = try arguments.integer(.jobs, in: 1...1_024) ?? options.jobs
        // Offsets within a chunk and within a record have 32 bits.
        options.maximumRecordSize = try arguments.size(.maxRecordSize, upTo: 1 << 30) ?? options.maximumRecordSize
        options.chunkSize = try arguments.size(.chunkSize, upTo: 64 << 20) ?? options.chunkSize
        options.retries.retries = try arguments.integer(.retries, in: 0...1_000) ?? options.retries.retries
        options.retries.delay = try arguments.seconds(.retryDelay) ?? options.retries.delay
        options.maximumDepth = try arguments.integer(.maxDepth, in: 1 ... .max) ?? options.maximumDepth
        return options
    }

    private static func errorPolicy(_ arguments: TypedArguments) throws(UsageError) -> IngestionOptions.ErrorPolicy {
        let policy = try arguments.choice(.onError, of: ErrorPolicyName.self) ?? .fail
        guard let value = arguments[.maxErrors] else {
            return policy == .fail ? .fail : .quarantine(limit: nil)
        }
        guard policy == .quarantine else {
            throw UsageError("\(value.origin) requires --on-error quarantine", for: arguments.command)
        }
        if value.text.isDecimalNumber, let count = Int(value.text) { return .quarantine(limit: .count(count)) }
        guard let percentage = Percentage.parse(value.text) else {
            throw arguments.invalid(value, "expected a number of records, or a percentage from 0% to 100%")
        }
        return .quarantine(limit: .percentage(percentage))
    }
}
