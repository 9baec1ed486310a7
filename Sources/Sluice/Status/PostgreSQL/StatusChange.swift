/// What is recorded of a run in the rows of the pipeline and its stage: its beginning, its end, or both at once.
///
/// Which values that changes also depends on the rows.
struct StatusChange: Sendable {
    typealias Assignment = (column: String, value: StatusValue)

    /// How a run ended.
    struct End: Sendable {
        let isCompleted: Bool
        /// When that was, and how long the run took; `nil` if it is unknown, as for a run that was killed.
        let time: String?
        let seconds: Double?
        /// The published records.
        let records: Int
        /// The output directory of a completed run.
        let output: String?
        let pipelineMessage: String
        let stageMessage: String
    }

    /// Whether the run's beginning is recorded.
    private let isBeginning: Bool
    /// The run's input, recorded with its beginning.
    private let input: String?
    /// When the run started, if that is known.
    private let started: String?
    /// `nil` for a run that has begun.
    private let end: End?

    /// A run has begun: the values of an earlier one are cleared.
    static func begin(input: String, at time: UTCTimestamp) -> StatusChange {
        StatusChange(isBeginning: true, input: input, started: time.description, end: nil)
    }

    /// A run whose beginning is recorded has ended.
    static func end(_ end: End, ofRunStartedAt time: UTCTimestamp?) -> StatusChange {
        StatusChange(isBeginning: false, input: nil, started: time?.description, end: end)
    }

    /// A run is recorded after its end.
    static func late(_ end: End, input: String?, started: String?) -> StatusChange {
        StatusChange(isBeginning: true, input: input, started: started, end: end)
    }
}

// MARK: The stage

extension StatusChange {
    /// Whether the run has ended, so that its duration is known.
    var isEnd: Bool { end != nil }

    /// Whether the rows show a run that is newer than this one, which has ended.
    func isOlder(than rows: StatusRows) -> Bool {
        // Times are ISO 8601 in UTC, with the same number of digits.
        guard let end, let stage = rows.stage, let time = end.time ?? started else { return false }
        if let completed = stage.completedAt { return completed > time }
        // A run that was killed is the one that the row shows as running, or an earlier one.
        guard end.time != nil else { return false }
        let isStartedLater = stage.startedAt.map { $0 > time } ?? false
        return isStartedLater || isBeginning && rows.showUnfinishedRun(after: time)
    }

    /// The changes of the stage's row; `row` is `nil` if it is to be inserted.
    func stage(_ row: PipelineStatus.Stage?) -> [Assignment] {
        var values: [Assignment] = [("status", .text(stageStatus.rawValue))]
        if !keepsStart(of: row) { values.append(("started_at", .optional(started))) }
        return values + [
            ("completed_at", .optional(end?.time)),
            ("execution_time_seconds", end?.seconds.map { .seconds($0) } ?? .null),
            ("error_message", .optional(end?.stageMessage)),
        ]
    }

    private var stageStatus: StageStatus { end.map { $0.isCompleted ? .completed : .failed } ?? .running }

    /// Whether the row's `started_at` counts: that of the run itself, or of an earlier one that this one retries.
    private func keepsStart(of row: PipelineStatus.Stage?) -> Bool {
        guard let row, let rowStarted = row.startedAt else { return false }
        guard isBeginning, let started else { return true }
        let isRetry = [StageStatus.running, .failed].map(\.rawValue).contains(row.status)
        let isSame = end?.time != nil && row.completedAt == end?.time
        return rowStarted <= started && (isRetry || isSame)
    }
}

// MARK: The pipeline

extension StatusChange {
    /// The changes of the pipeline's row.
    func pipeline(_ rows: StatusRows) -> [Assignment] {
        var values: [Assignment] = []
        if let input { values.append(("input_file", .path(input))) }
        let status = self.status(after: rows.status, others: rows.others.map(\.status))
        if let status { values.append(("status", .text(status.rawValue))) }
        values.append(("records_processed", .count(end?.records ?? 0)))
        if let output = end?.output { values.append(("output_file", .path(output))) }
        return values + [("error_message", .optional(end?.pipelineMessage)), ("updated_at", updated(rows))]
    }

    /// When the pipeline's row was updated: now, unless a run that was killed is recorded later.
    ///
    /// When that ended is unknown, and nothing else will show which of two runs is newer.
    private func updated(_ rows: StatusRows) -> StatusValue {
        guard isBeginning, let end, end.time == nil, let started else { return .time(.now) }
        return .text(max(started, rows.stage?.completedAt ?? rows.updatedAt ?? started))
    }

    /// The pipeline's new status: that of this stage, unless other stages count; `nil` if it stays.
    private func status(after status: String, others: [String]) -> StageStatus? {
        guard let end else { return .running }
        guard end.isCompleted else { return .failed }
        if others.allSatisfy({ $0 == StageStatus.completed.rawValue }) { return .completed }
        // What other stages have made of the pipeline stays.
        let isOver = status == StageStatus.completed.rawValue
        let hasFailed = status == StageStatus.failed.rawValue && others.contains(StageStatus.failed.rawValue)
        return isOver || hasFailed ? nil : .running
    }
}

// MARK: The end of a run

extension StatusChange.End {
    /// The end of a run that has made this report.
    init(_ report: IngestionReport) {
        let figures = StatusFigures(report)
        let reason = report.failure == .interrupted ? Self.interrupted : report.message ?? ""
        self.init(
            failure: report.status == .completed ? nil : reason,
            time: report.ended.description,
            figures,
            errors: report.errors,
            output: report.output
        )
    }

    /// The end of a run according to its journal and its manifest.
    init(_ run: RecordedRun) {
        let entry = run.entry
        let figures = StatusFigures(
            seconds: entry.seconds ?? 0,
            recordsProcessed: entry.recordsProcessed ?? 0,
            recordsRejected: entry.recordsRejected ?? 0
        )
        // Tables have no such status: the message says it.
        let reason = entry.status == .interrupted ? nil : entry.errorMessage
        self.init(
            failure: entry.status == .completed ? nil : reason ?? Self.interrupted,
            time: entry.completedAt,
            entry.seconds == nil ? nil : figures,
            errors: run.errors,
            output: run.directory.shown
        )
    }

    /// The reason of a run that was interrupted or killed.
    private static let interrupted = "interrupted"

    private init(
        failure: String?,
        time: String?,
        _ figures: StatusFigures?,
        errors: [IngestionReport.ErrorSummary],
        output: String?
    ) {
        let records = figures?.recordsProcessed ?? 0
        isCompleted = failure == nil
        self.time = time
        seconds = figures?.seconds
        self.records = records
        self.output = failure == nil ? output.map(Excerpt.path) : nil
        if let failure {
            stageMessage = StatusMessage.failure(failure)
            pipelineMessage = stageMessage
        } else {
            stageMessage = StatusMessage.stage(records, rejected: figures?.recordsRejected ?? 0, errors)
            pipelineMessage = StatusMessage.pipeline(records)
        }
    }
}
