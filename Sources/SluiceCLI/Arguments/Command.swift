/// The commands of the program.
enum Command: String, CaseIterable, Sendable {
    case ingest
    case validate
    case generate
    case status
    case schema
    case help
    case completions

    /// What the command takes besides options.
    struct Operand: Sendable {
        let placeholder: String
        let summary: String
        var isRequired = true
        /// The maximum number of words.
        var maximumCount = 1
        var completion = OptionSpecification.Value.Completion.nothing
    }

    /// What the command does, as a phrase for the help.
    var summary: String {
        switch self {
        case .ingest: "load, check, clean and publish records as files that Spark reads"
        case .validate: "perform the same checks, with no output except the report"
        case .generate: "write synthetic records to standard output"
        case .status: "show the runs of an output directory, or the pipelines of a database; create a pipeline"
        case .schema: "infer a JSON Schema that all records of an input conform to, with the evidence"
        case .help: "show the help of a command"
        case .completions: "print a script that completes commands and options in a shell"
        }
    }

    var operand: Operand? {
        switch self {
        case .ingest, .validate:
            Operand(placeholder: "INPUT", summary: "a file, or - for standard input", completion: .files)
        case .generate: nil
        case .status:
            Operand(
                placeholder: "DIR | create NAME | sync DIR",
                summary: "an output directory; a pipeline to create; or a directory whose last run is to be recorded",
                isRequired: false,
                maximumCount: 2,
                completion: .directories
            )
        case .schema:
            Operand(
                placeholder: "infer INPUT",
                summary: "a file, or - for standard input; the schema is printed, on one line with --report json",
                maximumCount: 2,
                completion: .files
            )
        case .help:
            Operand(
                placeholder: "COMMAND",
                summary: "a command",
                isRequired: false,
                completion: .words(Command.allCases.map(\.rawValue))
            )
        case .completions:
            Operand(
                placeholder: "SHELL",
                summary: "bash, zsh or fish",
                completion: .words(Shell.allCases.map(\.rawValue))
            )
        }
    }

    /// The options in the order of the help.
    var options: [OptionSpecification] {
        let names = optionNames
        return OptionTable.all.filter { names.contains($0.name) }
    }

    private static let databaseOptions: Set<OptionName> = [.pipelineID, .database, .connectTimeout, .statementTimeout]

    private var optionNames: Set<OptionName> {
        let checks: Set<OptionName> = [
            .schema, .onError, .maxErrors, .allowEmpty, .unknownFields, .jobs, .maxRecordSize, .maxDepth, .chunkSize,
            .report, .progress, .statsd, .logFormat, .color, .quiet, .verbose, .help,
        ]
        return switch self {
        case .ingest:
            checks.union([
                .output, .format, .compression, .csvNull, .csvLineEnd, .partSize, .overwrite, .resume,
                .checkpointInterval, .retries, .retryDelay, .databaseRequired,
            ]).union(Self.databaseOptions)
        case .validate: checks.union([.retries, .retryDelay])
        case .generate: [.records, .seed, .style, .invalid, .help]
        case .status: Self.databaseOptions.union([.report, .help])
        case .schema: [.report, .help]
        case .help, .completions: [.help]
        }
    }
}
