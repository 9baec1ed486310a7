import Sluice

/// What `ingest` and `validate` do, as resolved from the arguments.
struct RunOptions: Sendable {
    let inputs: [InputSource]
    let output: OutputDestination
    /// The name of a built-in schema, or a file.
    let schema: FilePath?
    let ingestion: IngestionOptions
    /// Where the run's status is recorded in addition to the journal.
    let database: PipelineDatabase?
    /// `nil` for the text report, or with `--quiet` for none.
    let report: ReportFormat?
    let console: ConsoleOptions
    let telemetry: TelemetrySettings
    /// Warnings to print before the run.
    let warnings: [String]

    /// Whether the run publishes a directory.
    var publishes: Bool { if case .directory = output { true } else { false } }

    init(_ typed: TypedArguments) throws(UsageError) {
        var arguments = typed
        inputs = try Self.inputs(&arguments)
        output = try Self.destination(&arguments)
        schema = arguments[.schema]?.word.path
        var options = try Self.ingestionOptions(&arguments)
        try Self.checkStream(output, options, arguments)
        let databaseOptions = try DatabaseOptions(arguments)
        database = try databaseOptions.pipeline(for: arguments)
        options.pipelineID = database?.pipelineID
        warnings = arguments.warnings + databaseOptions.warnings
        ingestion = options
        report = try arguments.choice(.report)
        console = try ConsoleOptions(arguments)
        telemetry = try TelemetrySettings(arguments, environment: ProcessSetup.environment)
    }

    /// The inputs; with `--replay` they are rejects, whose records have no place to name.
    private static func inputs(_ arguments: inout TypedArguments) throws(UsageError) -> [InputSource] {
        let inputs = try arguments.inputs(arguments.operands)
        guard arguments.contains(.replay) else { return inputs }
        for name in [OptionName.at, .keyField] {
            guard let value = arguments[name] else { continue }
            let reason = "rejects are whole records, and have the keys of their members"
            guard value.isTyped else {
                arguments.ignore(name, because: "with --replay \(reason)")
                continue
            }
            throw UsageError("\(value.origin) cannot be given with --replay: \(reason)", for: arguments.command)
        }
        return inputs.map { input in
            switch input {
            case .file(let path), .directory(let path): .rejects(path)
            case .standardInput: .rejects("/dev/stdin")
            case .rejects, .bytes: input
            }
        }
    }

    private static func destination(_ arguments: inout TypedArguments) throws(UsageError) -> OutputDestination {
        let isStream = arguments[.output]?.word == "-"
        try arguments.require("-o -", for: .rejects, if: isStream)
        if let value = arguments[.rejects], value.word.isEmpty { throw arguments.invalid(value, "expected a file") }
        guard let value = arguments[.output] else { return .none }
        guard !value.word.isEmpty else { throw arguments.invalid(value, "expected a directory, or -") }
        return isStream ? .standardOutput(rejects: arguments[.rejects]?.word.path) : .directory(value.word.path)
    }

    /// Throws if an option cannot be given with `-o -`.
    private static func checkStream(
        _ output: OutputDestination,
        _ options: IngestionOptions,
        _ arguments: TypedArguments
    ) throws(UsageError) {
        guard case .stream(_, let rejects) = output else { return }
        if options.format == .parquet, let format = arguments[.format] {
            let advice = "use ndjson or csv, or name a directory"
            throw UsageError("\(format.origin) parquet cannot be written with -o -: \(advice)", for: arguments.command)
        }
        for name in [OptionName.resume, .overwrite] where arguments.contains(name) {
            throw UsageError("\(name.flag) cannot be given with -o -: it needs a directory", for: arguments.command)
        }
        if case .quarantine = options.errorPolicy, rejects == nil, let policy = arguments[.onError] {
            let advice = "a file for the invalid records"
            throw UsageError(
                "\(policy.origin) quarantine requires --rejects FILE with -o -, \(advice)",
                for: arguments.command
            )
        }
    }

    private static func readFormat(
        _ arguments: inout TypedArguments,
        into options: inout IngestionOptions
    ) throws(UsageError) {
        options.format = try arguments.choice(.format) ?? options.format
        try arguments.require("--format parquet", for: .compression, if: options.format == .parquet)
        try arguments.require("--format csv", for: .csvNull, if: options.format == .csv)
        options.compression = try arguments.choice(.compression)
        options.csvNull = try arguments.text(.csvNull) ?? options.csvNull
        try arguments.require("--format csv", for: .csvLineEnd, if: options.format == .csv)
        options.csvLineEnd = try arguments.choice(.csvLineEnd) ?? options.csvLineEnd
    }

    private static func ingestionOptions(_ arguments: inout TypedArguments) throws(UsageError) -> IngestionOptions {
        var options = IngestionOptions()
        try readFormat(&arguments, into: &options)
        options.errorPolicy = try errorPolicy(&arguments)
        options.location = try arguments.location()
        options.allowsEmpty = arguments.contains(.allowEmpty)
        // To keep all fields needs no schema.
        let needsSchema = arguments[.unknownFields]?.text != UnknownFieldPolicy.keep.rawValue
        try arguments.require("--schema", for: .unknownFields, if: !needsSchema || arguments.contains(.schema))
        options.unknownFields = try arguments.choice(.unknownFields) ?? options.unknownFields
        // Formats that are not checked need no schema.
        let isAnnotated = arguments[.formats]?.text == FormatPolicy.annotate.rawValue
        try arguments.require("--schema", for: .formats, if: isAnnotated || arguments.contains(.schema))
        options.formats = try arguments.choice(.formats) ?? options.formats
        options.existingOutput =
            switch (arguments.contains(.overwrite), arguments.contains(.resume)) {
            case (false, false): .refuse
            case (true, false): .replace
            case (false, true): .resume
            case (true, true): .resumeOrReplace
            }
        options.recordLimit = try arguments.integer(.limit, in: 1 ... .max)
        options.checkpointInterval = try arguments.seconds(.checkpointInterval) ?? options.checkpointInterval
        options.partSize = try arguments.size(.partSize, in: IngestionOptions.smallestPart ... .max) ?? options.partSize
        options.jobs = try arguments.integer(.jobs, in: 1...1_024) ?? options.jobs
        // Offsets within a chunk and within a record have 32 bits.
        options.maximumRecordSize = try arguments.size(.maxRecordSize, in: 1...1 << 30) ?? options.maximumRecordSize
        options.chunkSize = try arguments.size(.chunkSize, in: 1...64 << 20) ?? options.chunkSize
        options.retries.retries = try arguments.integer(.retries, in: 0...1_000) ?? options.retries.retries
        options.retries.delay = try arguments.seconds(.retryDelay) ?? options.retries.delay
        options.maximumDepth = try arguments.integer(.maxDepth, in: 1 ... .max) ?? options.maximumDepth
        return options
    }

    private static func errorPolicy(
        _ arguments: inout TypedArguments
    ) throws(UsageError) -> IngestionOptions.ErrorPolicy {
        let policy = try arguments.choice(.onError, of: ErrorPolicyName.self) ?? .fail
        try arguments.require("--on-error quarantine", for: .maxErrors, if: policy == .quarantine)
        guard policy == .quarantine else { return .fail }
        guard let value = arguments[.maxErrors] else { return .quarantine(limit: nil) }
        if value.text.isDecimalNumber, let count = Int(value.text) { return .quarantine(limit: .count(count)) }
        guard let percentage = Percentage.parse(value.text) else {
            throw arguments.invalid(value, "expected a number of records, or a percentage from 0% to 100%")
        }
        return .quarantine(limit: .percentage(percentage))
    }
}
