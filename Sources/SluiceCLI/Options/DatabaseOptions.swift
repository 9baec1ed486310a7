import Sluice

/// Which database and which pipeline in it, as resolved from the arguments and the environment.
struct DatabaseOptions: Sendable {
    /// What libpq reads itself where the connection text leaves something open.
    private static let variables = ["PGHOST", "PGHOSTADDR", "PGSERVICE", "PGDATABASE", "PGPORT", "PGUSER"]

    /// Where the pipeline's id is known.
    private let id: Int?
    private let connection: String?
    private let connectTimeout: Duration?
    private let statementTimeout: Duration?
    private let isNamedByFlag: Bool

    init(_ arguments: TypedArguments) throws(UsageError) {
        id = try arguments.integer(.pipelineID, in: 1 ... .max)
        connection = arguments[.database]?.text
        isNamedByFlag = arguments[.database]?.origin == OptionName.database.flag
        connectTimeout = try arguments.seconds(.connectTimeout)
        statementTimeout = try arguments.seconds(.statementTimeout)
    }

    /// Whether any database is named at all.
    var isNamed: Bool {
        connection != nil || Self.variables.contains { ProcessSetup.environment($0).map { !$0.isEmpty } ?? false }
    }

    /// Whether the command line itself asks for a database.
    var isAskedFor: Bool { isNamedByFlag || id != nil }

    /// The pipeline that a run of these arguments records its status in; `nil` for none.
    func pipeline(for arguments: TypedArguments) throws(UsageError) -> PipelineDatabase? {
        guard let id else {
            guard !isNamedByFlag else {
                throw UsageError(
                    "--pipeline-id is missing: --database needs it; 'sluice status create NAME' makes a pipeline",
                    for: arguments.command
                )
            }
            return nil
        }
        return try database(pipelineID: id, for: arguments)
    }

    /// The database alone.
    func database(pipelineID: Int? = nil, for arguments: TypedArguments) throws(UsageError) -> PipelineDatabase {
        guard isNamed else {
            throw UsageError(
                "no database is named: give --database, or set SLUICE_DATABASE_URL or PGHOST",
                for: arguments.command
            )
        }
        var database = PipelineDatabase(connection: connection ?? "", pipelineID: pipelineID ?? id ?? 0)
        database.connectTimeout = connectTimeout ?? database.connectTimeout
        database.statementTimeout = statementTimeout ?? database.statementTimeout
        // Two connections that take as long as they may, with a statement each.
        database.endTimeout = (database.connectTimeout + database.statementTimeout) * 2
        return database
    }

    /// The pipeline's id, where one is named.
    var pipelineID: Int? { id }

    /// What a user may not expect.
    var warnings: [String] {
        guard id == nil, connection != nil, !isNamedByFlag else { return [] }
        return ["SLUICE_DATABASE_URL is set, but no --pipeline-id: the run is recorded in its journal alone"]
    }
}
