/// The figures of a run at its end.
struct StatusFigures: Sendable, Equatable {
    /// The run's duration in seconds, by the monotonic clock.
    var seconds: Double
    /// The published records.
    var recordsProcessed: Int
    var recordsRejected: Int

    /// The figures of a report.
    init(_ report: IngestionReport) {
        self.init(
            seconds: report.seconds,
            recordsProcessed: report.recordsWritten,
            recordsRejected: report.recordsRejected
        )
    }

    init(seconds: Double, recordsProcessed: Int, recordsRejected: Int) {
        self.seconds = seconds
        self.recordsProcessed = recordsProcessed
        self.recordsRejected = recordsRejected
    }
}
