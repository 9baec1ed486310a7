/// A connection to the pipeline's tables, with the operations on them.
///
/// Changes of a run are idempotent: a statement whose outcome is unknown can be repeated.
final class StatusSession {
    private let connection: PostgreSQLConnection
    private let tables: StatusTables
    private let timeout: Duration
    /// The server's own time limit for a statement.
    private let milliseconds: Int

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
        // The server gives up before we do, so that no statement takes effect after we have given it up. Columns with a
        // time zone and without one are compared as UTC.
        milliseconds = max(Int(timeout / .milliseconds(1)) * 9 / 10, 1)
        _ = try connection.execute(
            """
            SELECT set_config('statement_timeout', $1, false), set_config('client_min_messages', 'error', false),
                set_config('TimeZone', 'UTC', false)
            """,
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

    /// Changes a row of `table`; returns how many were changed.
    private func update(
        _ table: StatusTable,
        id: Int,
        _ values: [StatusChange.Assignment],
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
        _ values: [StatusChange.Assignment]
    ) throws(PostgreSQLError) -> Int? {
        let assignments = table.assignments(values)
        let columns = assignments.map(\.column).joined(separator: ", ")
        let places = assignments.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let statement = "INSERT INTO \(table.name.rawValue) (\(columns)) VALUES (\(places)) RETURNING id"
        return try execute(statement, assignments.map(\.value)).rows.first?.first?.flatMap { Int($0) }
    }
}

// MARK: The lock of a run

extension StatusSession {
    /// A process that was killed a moment ago may still have the lock: how long to wait for it, in milliseconds.
    private static let lockPatience = 2_000
    /// The key of a pipeline's lock, with the id as the first parameter: different for the tables of another schema.
    private static let lockKey = "('pipelines'::regclass::oid::bigint << 32) # $1::bigint"
    /// PostgreSQL's code for a lock that was not granted in time.
    private static let lockNotAvailable = "55P03"

    /// Takes the lock of a pipeline's run, which the session has until it ends; returns `false` if another has it.
    func lock(pipeline id: Int) throws(PostgreSQLError) -> Bool {
        let key = [String(id)]
        let taken = try execute("SELECT pg_try_advisory_lock(\(Self.lockKey))", key).rows.first?.first
        guard taken != "t" else { return true }
        let patience = String(min(Self.lockPatience, max(milliseconds / 2, 1)))
        do throws(PostgreSQLError) {
            try connection.transaction(timeout: timeout) { () throws(PostgreSQLError) in
                _ = try execute("SELECT set_config('lock_timeout', $1, true)", [patience])
                _ = try execute("SELECT pg_advisory_lock(\(Self.lockKey))", key)
            }
            return true
        } catch {
            guard error.sqlState == Self.lockNotAvailable else { throw error }
            return false
        }
    }

    /// Has the server keep the session, and with it the lock, as long as this machine is there, and no longer.
    ///
    /// What a server does not support is left out.
    func keepWhileConnected() {
        _ = try? execute(
            """
            SELECT set_config(name, value, false) FROM pg_settings JOIN (VALUES ('tcp_keepalives_idle', '10'),
                ('tcp_keepalives_interval', '5'), ('tcp_keepalives_count', '3'), ('idle_session_timeout', '0'))
                AS wanted (name, value) USING (name)
            """
        )
    }

    /// The ids of the pipelines whose lock is taken.
    private func lockedPipelines() throws(PostgreSQLError) -> Set<Int> {
        let rows = try execute(
            """
            SELECT ((classid::bigint << 32) | objid::bigint) # ('pipelines'::regclass::oid::bigint << 32)
            FROM pg_locks JOIN pg_database ON pg_database.oid = database
            WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND datname = current_database()
            """
        ).rows
        return Set(rows.compactMap { $0.first?.flatMap { Int($0) } })
    }
}

// MARK: A run

extension StatusSession {
    /// What became of a change.
    enum Outcome {
        case recorded
        case noPipeline
        /// The rows show a newer run, and were not changed.
        case newerRun
    }

    /// Changes the rows of the pipeline and of its stage of data ingestion, which is inserted if it is missing.
    ///
    /// With `yields` the rows stay as they are if they show a newer run.
    func record(_ change: StatusChange, pipeline id: Int, yields: Bool = false) throws(PostgreSQLError) -> Outcome {
        try connection.transaction(timeout: timeout) { () throws(PostgreSQLError) in
            // The pipeline's row is locked first: concurrent changes wait, and see a stage inserted here.
            let key = [String(id)]
            let pipelines = try rows(of: tables.pipelines, StatusRows.columns, " WHERE id = $1 FOR UPDATE", key)
            guard let pipeline = pipelines.first else { return .noPipeline }
            let condition = " WHERE pipeline_id = $1 ORDER BY id"
            let stages = try rows(of: tables.stages, PipelineStatus.Stage.columns, condition, key)
                .map(PipelineStatus.Stage.init)
            let found = StatusRows(pipeline: pipeline, stages: stages)
            if yields, change.isOlder(than: found) { return .newerRun }
            try record(change, found.stage, pipeline: id)
            _ = try update(tables.pipelines, id: id, change.pipeline(found))
            return .recorded
        }
    }

    private func record(
        _ change: StatusChange,
        _ stage: PipelineStatus.Stage?,
        pipeline: Int
    ) throws(PostgreSQLError) {
        let values = change.stage(stage)
        let id: Int?
        if let existing = stage?.id {
            _ = try update(tables.stages, id: existing, values)
            id = existing
        } else {
            id = try insert(into: tables.stages, stageKey(StageStatus.stageName, pipeline: pipeline) + values)
        }
        guard change.isEnd, tables.stages.hasTimes, let id else { return }
        // From the columns, as they may hold fewer digits.
        _ = try execute(
            """
            UPDATE pipeline_stages SET execution_time_seconds = EXTRACT(EPOCH FROM completed_at - started_at)
            WHERE id = $1 AND completed_at IS NOT NULL AND started_at IS NOT NULL
            """,
            [String(id)]
        )
    }

    /// Sets how many records have been written up to `time`, unless a later update was made first.
    func record(pipeline id: Int, progress records: Int, at time: UTCTimestamp) throws(PostgreSQLError) {
        guard tables.pipelines["records_processed"] != nil else { return }
        let condition = """
             AND (records_processed IS NULL OR records_processed < $2) AND EXISTS (
                SELECT 1 FROM pipeline_stages WHERE pipeline_id = $1
                AND name = '\(StageStatus.stageName)' AND status = '\(StageStatus.running.rawValue)')
            """
        let values: [StatusChange.Assignment] = [("records_processed", .count(records)), ("updated_at", .time(time))]
        _ = try update(tables.pipelines, id: id, values, where: condition)
    }

    /// The columns that make a row a stage of a pipeline.
    private func stageKey(_ name: String, pipeline: Int) -> [StatusChange.Assignment] {
        [
            ("pipeline_id", .count(pipeline)), ("name", .text(name)),
            ("description", .text(StatusTables.description(ofStage: name))),
        ]
    }
}

// MARK: Pipelines

extension StatusSession {
    /// Creates a pipeline with its stages, all of them pending; returns its id.
    func createPipeline(named name: String) throws(PostgreSQLError) -> Int {
        try connection.transaction(timeout: timeout) { () throws(PostgreSQLError) in
            let id = try insert(
                into: tables.pipelines,
                [
                    ("name", .text(name)), ("status", .text(StageStatus.pending.rawValue)), ("created_at", .time(.now)),
                    ("updated_at", .time(.now)), ("records_processed", .count(0)),
                ]
            )
            guard let id else { throw PostgreSQLError("the new pipeline has no id", sqlState: "42P01") }
            for stage in StatusTables.stageNames {
                let status: StatusChange.Assignment = ("status", .text(StageStatus.pending.rawValue))
                _ = try insert(into: tables.stages, stageKey(stage, pipeline: id) + [status])
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
        let locked = try lockedPipelines()
        return pipelines.map { row in
            var pipeline = PipelineStatus(row, stagesOf: byPipeline)
            if let id = pipeline.id, !locked.contains(id) { pipeline.markInterrupted() }
            return pipeline
        }
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
