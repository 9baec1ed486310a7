/// What runs have done since the last call of `take`: progress in, metrics out.
///
/// Counts are increments since the last call, so that they add up to the totals of the reports. It sends nothing
/// itself.
struct RunMetrics {
    /// The stage's name: `Data Ingestion` in Datadog's form.
    private static let stage = MetricTag("stage", "data_ingestion")

    private let pipeline: [MetricTag]
    /// What has been counted of the current run.
    private var counted = Figures()
    /// What has been counted and not yet taken.
    private var pending = Figures()
    private var pendingRejects: [ErrorCode: Int] = [:]
    private var pendingEnds: [RunEnd] = []
    private var lastRejectedRecord = -1
    /// Whether the run is being retried: what failed attempts have done is not counted twice.
    private var isRetrying = false

    init(pipelineID: Int?) {
        pipeline = pipelineID.map { [MetricTag("pipeline_id", String($0))] } ?? []
    }

    /// Whether the end of a run has not been taken yet.
    var hasEnd: Bool { !pendingEnds.isEmpty }

    /// Records that a run has opened its input; a retry continues the counts of the last attempt.
    mutating func open() {
        if !isRetrying { begin() }
        isRetrying = false
    }

    mutating func retry() { isRetrying = true }

    /// Excludes what was counted by the run that this one resumes.
    mutating func resume(_ progress: IngestionProgress) { counted.raise(to: Figures(progress)) }

    mutating func record(_ progress: IngestionProgress) { record(Figures(progress)) }

    mutating func end(_ report: IngestionReport) {
        record(Figures(records: report.recordsWritten, bytes: report.bytesRead))
        pendingEnds.append(RunEnd(report))
        begin()
    }

    /// Returns everything counted since the last call.
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
        counted = Figures()
        lastRejectedRecord = -1
    }

    private mutating func record(_ figures: Figures) {
        pending.records += max(0, figures.records - counted.records)
        pending.bytes += max(0, figures.bytes - counted.bytes)
        counted.raise(to: figures)
    }

    /// Counts a record by its first error; the diagnostics of its other errors follow immediately.
    mutating func record(_ diagnostic: Diagnostic) {
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
        /// The kind of failure.
        let failure: String?

        init(_ report: IngestionReport) {
            status = report.status
            seconds = report.seconds
            failure = report.failure?.rawValue
        }
    }
}
