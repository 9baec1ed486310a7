/// The two tables of pipelines and their stages.
struct StatusTables: Sendable {
    /// The stages of a pipeline, in order.
    static let stageNames = [
        "Data Generation", "Data Ingestion", "Spark Processing", "DBT Transformation", "Data Export",
    ]

    private static let pipelinesDefinition = """
        CREATE TABLE IF NOT EXISTS pipelines (
            id serial PRIMARY KEY, name varchar(255) NOT NULL, description text, status varchar(20) DEFAULT 'pending',
            created_at timestamp, updated_at timestamp, input_file varchar(255), output_file varchar(255),
            prefect_flow_run_id varchar(255), records_processed integer DEFAULT 0, error_message text)
        """
    private static let stagesDefinition = """
        CREATE TABLE IF NOT EXISTS pipeline_stages (
            id serial PRIMARY KEY, pipeline_id integer NOT NULL REFERENCES pipelines(id), name varchar(255) NOT NULL,
            description text, status varchar(20) DEFAULT 'pending', started_at timestamp, completed_at timestamp,
            execution_time_seconds float, error_message text)
        """

    private(set) var pipelines: StatusTable
    private(set) var stages: StatusTable

    /// Reads the tables' columns, and creates missing tables.
    ///
    /// - Throws: `PostgreSQLError`, with the code 42P01 if a table lacks a required column.
    init(in connection: PostgreSQLConnection, timeout: Duration) throws(PostgreSQLError) {
        (pipelines, stages) = try Self.read(connection, timeout)
        if !pipelines.exists || !stages.exists {
            for definition in [Self.pipelinesDefinition, Self.stagesDefinition] {
                _ = try connection.execute(definition, timeout: timeout)
            }
            (pipelines, stages) = try Self.read(connection, timeout)
        }
        try Self.check(pipelines, ["id", "name", "status"])
        try Self.check(stages, ["id", "pipeline_id", "name", "status"])
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
            sqlState: "42P01"
        )
    }
}
