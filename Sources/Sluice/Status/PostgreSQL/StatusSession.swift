/// A connection to the pipeline's tables, with the operations on them.
///
/// Changes of a run are idempotent: a statement whose outcome is unknown can be repeated.
final class StatusSession {
    private let connection: PostgreSQLConnection
    private let tables: StatusTables
    private let timeout: Duration

    /// Connects, limits the time of statements on the server too, and reads or creates the tables.
    init(
        _ text: ConnectionText,
        _ database: PipelineDatabase,
        using library: LibPQ,
        isCancelled: @escaping () -> Bool
    ) throws(PostgreSQLError) {
        let connection = try PostgreSQLConnection(
            text,
            using: library,
            timeout: database.connectTimeout,
            isCancelled: isCancelled
        )
        timeout = database.statementTimeout
        // The server gives up before we do, so that no statement takes effect after we have given it up.
        let milliseconds = max(Int(timeout / .milliseconds(1)) * 9 / 10, 1)
        _ = try connection.execute(
            "SELECT set_config('statement_timeout', $1, false), set_config('client_min_messages', 'error', false)",
            [String(milliseconds)],
            timeout: timeout
        )
        tables = try StatusTables(in: connection, timeout: timeout)
        self.connection = connection
    }

    /// Returns whether the answer is no longer needed; waits then end.
    var isCancelled: () -> Bool {
        get { connection.isCancelled }
        set { connection.isCancelled = newValue }
    }

    private func execute(
        _ statement: String,
        _ parameters: [String?] = []
    ) throws(PostgreSQLError) -> PostgreSQLConnection.Rows {
        try connection.execute(statement, parameters, timeout: timeout)
    }

    /// Performs `body` as one transaction, which is rolled back if it throws.
    private func transaction<Value>(
        _ body: () throws(PostgreSQLError) -> Value
    ) throws(PostgreSQLError) -> Value {
        _ = try execute("BEGIN")
        do throws(PostgreSQLError) {
            let value = try body()
            _ = try execute("COMMIT")
            return value
        } catch {
            // If this fails too, the connection is lost, and with it the transaction.
            _ = try? execute("ROLLBACK")
            throw error
        }
    }

    /// Changes a row of `table`; returns how many were changed.
    private func update(
        _ table: StatusTable,
        id: Int,
        _ values: [(column: String, value: StatusValue)],
        where condition: String = ""
    ) throws(PostgreSQLError) -> Int {
        let assignments = table.assignments(values)
        guard !assignments.isEmpty else { return 1 }
        let list = assignments.enumerated().map { "\($1.column) = $\($0 + 2)" }.joined(separator: ", ")
        let statement = "UPDATE \(table.name.rawValue) SET \(list) WHERE id = $1\(condition)"
        return try execute(statement, [String(id)] + assignments.map(\.value)).affected
    }

    /// Adds a row to `table`; returns its id.
    private func insert(
        into table: StatusTable,
        _ values: [(column: String, value: StatusValue)]
    ) throws(PostgreSQLError) -> Int? {
        let assignments = table.assignments(values)
        let columns = assignments.map(\.column).joined(separator: ", ")
        let places = assignments.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let statement = "INSERT INTO \(table.name.rawValue) (\(columns)) VALUES (\(places)) RETURNING id"
        return try execute(statement, assignments.map(\.value)).rows.first?.first?.flatMap { Int($0) }
    }
}

// MARK: A run

extension StatusSession {
    /// Changes the rows of the pipeline and of its stage of data ingestion, which is inserted if it is missing.
    ///
    /// - Returns: `false` if there is no such pipeline.
    func record(pipeline id: Int, _ change: StatusChange) throws(PostgreSQLError) -> Bool {
        try transaction { () throws(PostgreSQLError) in
            // The pipeline's row is locked first: concurrent changes wait, and see a stage inserted here.
            let rows = try execute("SELECT id FROM pipelines WHERE id = $1 FOR UPDATE", [String(id)]).rows
            guard !rows.isEmpty else { return false }
            _ = try update(tables.pipelines, id: id, change.pipeline + [("updated_at", .time(.now))])
            let existing = try execute(
                "SELECT min(id) FROM pipeline_stages WHERE pipeline_id = $1 AND name = $2",
                [String(id), StageStatus.stageName]
            ).rows.first?.first?.flatMap { Int($0) }
            if let existing {
                _ = try update(tables.stages, id: existing, change.stage)
            } else {
                let key: [(column: String, value: StatusValue)] = [
                    ("pipeline_id", .count(id)), ("name", .text(StageStatus.stageName)),
                ]
                _ = try insert(into: tables.stages, key + change.stage)
            }
            return true
        }
    }

    /// Sets how many records have been written so far, unless a later update was made first.
    func record(pipeline id: Int, progress records: Int) throws(PostgreSQLError) {
        guard tables.pipelines["records_processed"] != nil else { return }
        _ = try update(
            tables.pipelines,
            id: id,
            [("records_processed", .count(records)), ("updated_at", .time(.now))],
            where: " AND (records_processed IS NULL OR records_processed < $2)"
        )
    }
}

// MARK: Pipelines

extension StatusSession {
    /// Creates a pipeline with its stages, all of them pending; returns its id.
    func createPipeline(named name: String) throws(PostgreSQLError) -> Int {
        try transaction { () throws(PostgreSQLError) in
            let id = try insert(
                into: tables.pipelines,
                [
                    ("name", .text(name)), ("status", .text(StageStatus.pending.rawValue)), ("created_at", .time(.now)),
                    ("updated_at", .time(.now)), ("records_processed", .count(0)),
                ]
            )
            guard let id else { throw PostgreSQLError("the new pipeline has no id", sqlState: "42P01") }
            for stage in StatusTables.stageNames {
                _ = try insert(
                    into: tables.stages,
                    [
                        ("pipeline_id", .count(id)), ("name", .text(stage)),
                        ("status", .text(StageStatus.pending.rawValue)),
                    ]
                )
            }
            return id
        }
    }

    /// Reads one pipeline, or all of them, with their stages.
    func pipelines(id: Int?) throws(PostgreSQLError) -> [PipelineStatus] {
        let condition = id == nil ? "" : " WHERE id = $1"
        let parameters = id.map { [String($0)] } ?? []
        let pipelines = try rows(of: tables.pipelines, PipelineStatus.columns, condition + " ORDER BY id", parameters)
        let stageCondition = id == nil ? "" : " WHERE pipeline_id = $1"
        let stages = try rows(
            of: tables.stages,
            PipelineStatus.Stage.columns,
            stageCondition + " ORDER BY pipeline_id, id",
            parameters
        )
        let byPipeline = Dictionary(grouping: stages.map(PipelineStatus.Stage.init), by: \.pipelineID)
        return pipelines.map { PipelineStatus($0, stagesOf: byPipeline) }
    }

    /// Reads rows as dictionaries of the wanted columns that exist.
    private func rows(
        of table: StatusTable,
        _ wanted: [String],
        _ rest: String,
        _ parameters: [String?]
    ) throws(PostgreSQLError) -> [[String: String]] {
        let columns = wanted.filter { table[$0] != nil }
        let list = columns.map { table.expression(for: $0) }.joined(separator: ", ")
        return try execute("SELECT \(list) FROM \(table.name.rawValue)\(rest)", parameters).rows.map { row in
            var fields: [String: String] = [:]
            for (column, value) in zip(columns, row) { fields[column] = value }
            return fields
        }
    }
}

extension StatusTable {
    /// The SQL that reads a column as text: times as ISO 8601 in UTC, whatever the session's settings.
    fileprivate func expression(for column: String) -> String {
        switch self[column]?.type {
        case "timestamp without time zone": "to_char(\(column), 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
        case "timestamp with time zone": "to_char(\(column) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
        default: column
        }
    }
}
