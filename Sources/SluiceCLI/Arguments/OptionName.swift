/// The options of all commands, by their long names.
enum OptionName: String, CaseIterable, Sendable {
    case output
    case schema
    case format
    case compression
    case csvNull = "csv-null"
    case csvLineEnd = "csv-line-end"
    case at
    case keyField = "key-field"
    case replay
    case limit
    case onError = "on-error"
    case rejects
    case maxErrors = "max-errors"
    case allowEmpty = "allow-empty"
    case unknownFields = "unknown-fields"
    case formats
    case partSize = "part-size"
    case jobs
    case maxRecordSize = "max-record-size"
    case maxDepth = "max-depth"
    case chunkSize = "chunk-size"
    case overwrite
    case resume
    case checkpointInterval = "checkpoint-interval"
    case retries
    case retryDelay = "retry-delay"
    case pipelineID = "pipeline-id"
    case database
    case databaseRequired = "database-required"
    case connectTimeout = "connect-timeout"
    case statementTimeout = "statement-timeout"
    case records
    case seed
    case style
    case invalid
    case report
    case progress
    case statsd
    case logFormat = "log-format"
    case quiet
    case verbose
    case color
    case help

    /// The option as a user types it.
    var flag: String { "--" + rawValue }

    /// The environment variable that the option's value can come from.
    var environmentVariable: String {
        // Other programs know a URL with a password by a name like this.
        guard self != .database else { return "SLUICE_DATABASE_URL" }
        return "SLUICE_" + String(rawValue.map { $0 == "-" ? "_" : $0 }).uppercased()
    }
}
