/// What runs have done since the last call of `take`: progress in, metrics out.
///
/// Counts are increments since the last call, so that they add up to the totals of the reports. It sends nothing
/// itself.
struct RunMetrics {
    /// The stage's name: `Data Ingestion` in Datadog's form.
    private static let stage = MetricTag("stage", "data_ingestion")

    /// The tag of every metric of a run that has a pipeline.
    private let pipeline: [MetricTag]
    /// How many bytes have been counted of the current run.
    private var countedBytes = 0
    /// What has been counted and not yet taken.
    private var pendingBytes = 0
    private var pendingRecords = 0
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
    mutating func resume(_ progress: IngestionProgress) { countedBytes = max(countedBytes, progress.bytes) }

    mutating func record(_ progress: IngestionProgress) { record(bytes: progress.bytes) }

    mutating func end(_ report: IngestionReport) {
        record(bytes: report.bytesRead)
        // Records count once they are published; a run that found its work done has published none.
        if report.replacedAtomically != nil || report.isStreamed { pendingRecords += report.recordsWritten }
        pendingEnds.append(RunEnd(report))
        begin()
    }

    /// Returns everything counted since the last call.
    mutating func take() -> [Metric] {
        var metrics: [Metric] = []
        if pendingRecords > 0 { metrics.append(Metric(count: pendingRecords, "pipeline.records_processed")) }
        for (code, count) in pendingRejects.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let tags = [MetricTag("error_type", code.rawValue)]
            metrics.append(Metric(count: count, "pipeline.records_rejected", tags))
        }
        if pendingBytes > 0 { metrics.append(Metric(count: pendingBytes, "pipeline.bytes_processed")) }
        for end in pendingEnds { metrics += self.metrics(of: end) }
        pendingBytes = 0
        pendingRecords = 0
        pendingRejects.removeAll()
        pendingEnds.removeAll()
        return metrics.map { metric in
            var metric = metric
            metric.tags += pipeline
            return metric
        }
    }

    private mutating func begin() {
        countedBytes = 0
        lastRejectedRecord = -1
    }

    private mutating func record(bytes: Int) {
        pendingBytes += max(0, bytes - countedBytes)
        countedBytes = max(countedBytes, bytes)
    }

    /// Counts a record by its first error; the diagnostics of its other errors follow immediately.
    mutating func record(_ diagnostic: Diagnostic) {
        guard let record = diagnostic.position.record, record > lastRejectedRecord else { return }
        lastRejectedRecord = record
        pendingRejects[diagnostic.code, default: 0] += 1
    }

    private func metrics(of end: RunEnd) -> [Metric] {
        var metrics = [
            Metric(distribution: end.seconds, "pipeline.stage.duration", [Self.stage]),
            Metric(count: 1, "pipeline.runs", [MetricTag("status", end.status.rawValue)]),
        ]
        if let failure = end.failure {
            metrics.append(Metric(count: 1, "pipeline.errors", [Self.stage, MetricTag("error_type", failure)]))
        }
        return metrics
    }
}

extension RunMetrics {
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
