/// What runs have done since it was last asked: progress in, metrics out.
///
/// Counts are handed out as what has been added since the time before, so that they sum up to the totals of the reports.
/// It sends nothing itself.
struct RunMetrics {
    /// The stage's name, in the form that Datadog gives to `Data Ingestion`.
    private static let stage = MetricTag("stage", "data_ingestion")

    private let pipeline: [MetricTag]
    /// What was reported of the current run.
    private var noted = Figures()
    /// What has not been handed out.
    private var pending = Figures()
    private var pendingRejects: [ErrorCode: Int] = [:]
    private var pendingEnds: [RunEnd] = []
    private var lastRejectedRecord = -1
    /// Whether the run starts over after a failed attempt: what that has done is not counted a second time.
    private var isRetrying = false

    init(pipelineID: Int?) {
        pipeline = pipelineID.map { [MetricTag("pipeline_id", String($0))] } ?? []
    }

    /// Whether the end of a run has not been handed out.
    var hasEnd: Bool { !pendingEnds.isEmpty }

    /// A run has opened its input; for one that is retried, this goes on where the last attempt was.
    mutating func open() {
        if !isRetrying { begin() }
        isRetrying = false
    }

    mutating func retry() { isRetrying = true }

    /// What a run resumes was counted by the run that did it.
    mutating func resume(_ progress: IngestionProgress) { noted.raise(to: Figures(progress)) }

    mutating func note(_ progress: IngestionProgress) { note(Figures(progress)) }

    mutating func end(_ report: IngestionReport) {
        note(Figures(records: report.recordsWritten, bytes: report.bytesRead))
        pendingEnds.append(RunEnd(report))
        begin()
    }

    /// Returns all that has come since the last call.
    mutating func take() -> [Metric] {
        var metrics: [Metric] = []
        if pending.records > 0 { metrics.append(Metric(count: pending.records, "pipeline.records_processed")) }
        for (code, count) in pendingRejects.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let tags = [MetricTag("error_type", code.rawValue)]
            metrics.append(Metric(count: count, "pipeline.records_rejected", tags))
        }
        if pending.bytes > 0 { metrics.append(Metric(count: pending.bytes, "pipeline.bytes_processed")) }
        for end in pendingEnds { metrics += self.metrics(of: end) }
        pending = Figures()
        pendingRejects.removeAll()
        pendingEnds.removeAll()
        return metrics
    }

    private mutating func begin() {
        noted = Figures()
        lastRejectedRecord = -1
    }

    private mutating func note(_ figures: Figures) {
        pending.records += max(0, figures.records - noted.records)
        pending.bytes += max(0, figures.bytes - noted.bytes)
        noted.raise(to: figures)
    }

    /// Counts a record by the first thing that is wrong with it; the others come right after it.
    mutating func note(_ diagnostic: Diagnostic) {
        guard let record = diagnostic.position.record, record > lastRejectedRecord else { return }
        lastRejectedRecord = record
        pendingRejects[diagnostic.code, default: 0] += 1
    }

    private func metrics(of end: RunEnd) -> [Metric] {
        var metrics = [
            Metric(distribution: end.seconds, "pipeline.stage.duration", [Self.stage] + pipeline),
            Metric(count: 1, "pipeline.runs", [MetricTag("status", end.status.rawValue)]),
        ]
        if let failure = end.failure {
            metrics.append(Metric(count: 1, "pipeline.errors", [Self.stage, MetricTag("error_type", failure)]))
        }
        return metrics
    }
}

extension RunMetrics {
    private struct Figures {
        var records = 0
        var bytes = 0

        init(records: Int = 0, bytes: Int = 0) {
            self.records = records
            self.bytes = bytes
        }

        init(_ progress: IngestionProgress) {
            self.init(records: progress.records - progress.rejects, bytes: progress.bytes)
        }

        mutating func raise(to other: Figures) {
            records = max(records, other.records)
            bytes = max(bytes, other.bytes)
        }
    }

    private struct RunEnd {
        let status: IngestionReport.Status
        let seconds: Double
        /// The kind of failure as a stable word.
        let failure: String?

        init(_ report: IngestionReport) {
            status = report.status
            seconds = report.seconds
            failure = report.failure?.rawValue
        }
    }
}
