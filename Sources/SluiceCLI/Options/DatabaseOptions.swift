import Sluice

/// The database and the pipeline in it, as resolved from the arguments and the environment.
struct DatabaseOptions: Sendable {
    /// The variables from which libpq completes a connection text.
    private static let variables = ["PGHOST", "PGHOSTADDR", "PGSERVICE", "PGDATABASE", "PGPORT", "PGUSER"]

    /// The pipeline's id, if given.
    let pipelineID: Int?
    private let connection: Word?
    private let connectTimeout: Duration?
    private let statementTimeout: Duration?
    private let isRequired: Bool
    private let isNamedByFlag: Bool
    /// Whether the command line itself asks for a database or a pipeline; what it asks for takes precedence over the
    /// environment.
    let isAskedFor: Bool

    init(_ arguments: TypedArguments) throws(UsageError) {
        pipelineID = try arguments.integer(.pipelineID, in: 1 ... .max)
        connection = arguments[.database]?.word
        isNamedByFlag = arguments[.database]?.isTyped ?? false
        isAskedFor = isNamedByFlag || arguments[.pipelineID]?.isTyped ?? false
        connectTimeout = try arguments.seconds(.connectTimeout)
        statementTimeout = try arguments.seconds(.statementTimeout)
        isRequired = try arguments.choice(.databaseRequired, of: Answer.self) != .no
    }

    /// Whether a database is given at all.
    var isNamed: Bool {
        connection != nil || Self.variables.contains { ProcessSetup.environment($0).map { !$0.isEmpty } ?? false }
    }

    /// The pipeline in which a run with these arguments records its status; `nil` for none.
    func pipeline(for arguments: TypedArguments) throws(UsageError) -> PipelineDatabase? {
        guard pipelineID != nil else {
            guard !isNamedByFlag else {
                throw UsageError(
                    "--database requires --pipeline-id; 'sluice status create NAME' creates a pipeline",
                    for: arguments.command
                )
            }
            return nil
        }
        return try database(for: arguments)
    }

    /// The database, with the pipeline's id if given.
    func database(for arguments: TypedArguments) throws(UsageError) -> PipelineDatabase {
        guard isNamed else {
            throw UsageError(
                "no database is given: use --database, or set SLUICE_DATABASE_URL or PGHOST",
                for: arguments.command
            )
        }
        var database = PipelineDatabase(pipelineID: pipelineID ?? 0)
        database.connectionBytes = connection?.bytes ?? []
        database.connectTimeout = connectTimeout ?? database.connectTimeout
        database.statementTimeout = statementTimeout ?? database.statementTimeout
        // Time for two connections, with a statement each.
        database.endTimeout = (database.connectTimeout + database.statementTimeout) * 2
        database.isRequired = isRequired
        return database
    }

    /// Warnings about what a user may not expect.
    var warnings: [String] {
        guard pipelineID == nil, connection != nil, !isNamedByFlag else { return [] }
        return ["SLUICE_DATABASE_URL is set without --pipeline-id: the run is recorded only in its journal"]
    }
}
