/// The commands of the program.
enum Command: String, CaseIterable, Sendable {
    case ingest
    case validate
    case peek
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
        /// What the first, the second, … word is completed to; there may be no more words than that, unless the last one
        /// may be repeated.
        let completions: [Completion]
        var isRepeatable = false

        /// The placeholder, with an ellipsis where the last word may be repeated.
        var label: String { isRepeatable ? placeholder + "…" : placeholder }
    }

    init?(_ word: Word) {
        guard let command = word.text.flatMap(Command.init(rawValue:)) else { return nil }
        self = command
    }

    /// What the command does, as a phrase for the help.
    var summary: String {
        switch self {
        case .ingest: "load, check, clean and publish records as files that Spark reads"
        case .validate: "perform the same checks, with no output except the report"
        case .peek: "show what is in an input: its form, its first records, where they are, and what to run next"
        case .generate: "write synthetic records to standard output"
        case .status: "show the runs of an output directory, or the pipelines of a database; create a pipeline"
        case .schema: "infer a JSON Schema that all records of an input conform to, with the evidence"
        case .help: "show the help of a command"
        case .completions: "print a script that completes commands and options in a shell"
        }
    }

    /// The words that may come first among the operands and say what is to be done.
    var subcommands: [String] {
        switch self {
        case .status: ["create", "sync"]
        case .schema: ["infer"]
        case .ingest, .validate, .peek, .generate, .help, .completions: []
        }
    }

    var operand: Operand? {
        switch self {
        case .ingest, .validate:
            Operand(
                placeholder: "INPUT",
                summary: Self.inputs + ", read one after the other",
                completions: [.files],
                isRepeatable: true
            )
        case .peek:
            Operand(
                placeholder: "INPUT",
                summary: "a file, a directory whose first file is read, or - for standard input",
                completions: [.files]
            )
        case .generate: nil
        case .status:
            Operand(
                placeholder: "DIR | create NAME | sync DIR",
                summary: "an output directory; a pipeline to create; or a directory whose last run is to be recorded",
                isRequired: false,
                completions: [Completion(words: subcommands, paths: .directories), .directories]
            )
        case .schema:
            Operand(
                placeholder: "infer INPUT",
                summary: Self.inputs + "; the schema is printed, on one line with --report json",
                completions: [Completion(words: subcommands), .files],
                isRepeatable: true
            )
        case .help:
            Operand(
                placeholder: "COMMAND",
                summary: "a command",
                isRequired: false,
                completions: [Completion(words: Command.allCases.map(\.rawValue)), Completion()]
            )
        case .completions:
            Operand(
                placeholder: "SHELL",
                summary: "bash, zsh or fish",
                completions: [Completion(words: Shell.allCases.map(\.rawValue))]
            )
        }
    }

    private static let inputs = "files, directories whose files are read, or - for standard input"

    /// Whether the command performs a run, which prints its own warnings.
    var isRun: Bool { self == .ingest || self == .validate }

    /// Whether options can come from the environment.
    var readsEnvironment: Bool { self != .help && self != .completions }

    /// Whether the command has the option.
    func takes(_ option: OptionName) -> Bool { optionNames.contains(option) }

    /// The options in the order of the help.
    var options: [OptionSpecification] {
        let names = optionNames
        return OptionTable.all.filter { names.contains($0.name) }
    }

    private static let databaseOptions: Set<OptionName> = [.pipelineID, .database, .connectTimeout, .statementTimeout]

    private var optionNames: Set<OptionName> {
        let checks: Set<OptionName> = [
            .schema, .at, .keyField, .replay, .limit, .onError, .maxErrors, .allowEmpty, .unknownFields, .formats,
            .jobs,
            .maxRecordSize,
            .maxDepth, .chunkSize,
            .report, .progress, .statsd, .logFormat, .color, .quiet, .verbose, .help,
        ]
        return switch self {
        case .ingest:
            checks.union([
                .output, .rejects, .format, .compression, .csvNull, .csvLineEnd, .partSize, .overwrite, .resume,
                .checkpointInterval, .retries, .retryDelay, .databaseRequired,
            ]).union(Self.databaseOptions)
        case .validate: checks.union([.retries, .retryDelay])
        case .peek: [.at, .keyField, .report, .help]
        case .generate: [.records, .seed, .style, .invalid, .help]
        case .status: Self.databaseOptions.union([.report, .help])
        case .schema: [.at, .keyField, .limit, .report, .help]
        case .help, .completions: [.help]
        }
    }
}
