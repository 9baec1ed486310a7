/// The two tables of pipelines and their stages.
struct StatusTables: Sendable {
    /// The stages of a pipeline, in order.
    static let stageNames = [
        "Data Generation", "Data Ingestion", "Spark Processing", "DBT Transformation", "Data Export",
    ]

    private static let definitions = [
        """
        CREATE TABLE IF NOT EXISTS pipelines (
            id serial PRIMARY KEY, name varchar(255) NOT NULL, description text, status varchar(20) DEFAULT 'pending',
            created_at timestamp, updated_at timestamp, input_file varchar(255), output_file varchar(255),
            prefect_flow_run_id varchar(255), records_processed integer DEFAULT 0, error_message text)
        """,
        """
        CREATE TABLE IF NOT EXISTS pipeline_stages (
            id serial PRIMARY KEY, pipeline_id integer NOT NULL REFERENCES pipelines(id), name varchar(255) NOT NULL,
            description text, status varchar(20) DEFAULT 'pending', started_at timestamp, completed_at timestamp,
            execution_time_seconds float, error_message text)
        """,
    ]
    /// PostgreSQL's code for a table or a column that is missing.
    private static let undefinedTable = "42P01"

    private(set) var pipelines: StatusTable
    private(set) var stages: StatusTable

    /// The description of a stage, as the pipeline writes it.
    static func description(ofStage name: String) -> String { "Pipeline stage: \(name)" }

    /// Reads the tables' columns, and creates the tables if there is neither.
    ///
    /// - Throws: `PostgreSQLError`, with the code 42P01 if one table or a required column is missing.
    init(in connection: PostgreSQLConnection, timeout: Duration) throws(PostgreSQLError) {
        (pipelines, stages) = try Self.read(connection, timeout)
        if !pipelines.exists, !stages.exists {
            try Self.create(connection, timeout)
            (pipelines, stages) = try Self.read(connection, timeout)
        }
        // A table of another schema, or one that was deleted by mistake: a new one beside it would hide that.
        for (table, other) in [(pipelines, stages), (stages, pipelines)] where !table.exists {
            throw PostgreSQLError(
                "the table \(table.name.rawValue) is missing, and \(other.name.rawValue) exists",
                sqlState: Self.undefinedTable
            )
        }
        try Self.check(pipelines, ["id", "name", "status"])
        try Self.check(stages, ["id", "pipeline_id", "name", "status"])
    }

    /// Creates both tables or neither; two clients that do so at the same time wait for each other.
    private static func create(_ connection: PostgreSQLConnection, _ timeout: Duration) throws(PostgreSQLError) {
        try connection.transaction(timeout: timeout) { () throws(PostgreSQLError) in
            for statement in ["SELECT pg_advisory_xact_lock(hashtext('sluice: create tables'))"] + definitions {
                _ = try connection.execute(statement, timeout: timeout)
            }
        }
    }

    private static func read(
        _ connection: PostgreSQLConnection,
        _ timeout: Duration
    ) throws(PostgreSQLError) -> (StatusTable, StatusTable) {
        let names = [StatusTable.Name.pipelines, .stages]
        let rows = try connection.execute(
            """
            SELECT tables.name, attname, format_type(atttypid, NULL), atttypmod
            FROM (VALUES ($1), ($2)) AS tables (name) JOIN pg_attribute ON attrelid = to_regclass(tables.name)
            WHERE attnum > 0 AND NOT attisdropped
            """,
            names.map(\.rawValue),
            timeout: timeout
        ).rows
        return (StatusTable(names[0], from: rows), StatusTable(names[1], from: rows))
    }

    private static func check(_ table: StatusTable, _ required: [String]) throws(PostgreSQLError) {
        let missing = table.missing(required)
        guard !missing.isEmpty else { return }
        throw PostgreSQLError(
            "the table \(table.name.rawValue) lacks the columns \(missing.joined(separator: ", "))",
            sqlState: undefinedTable
        )
    }
}
