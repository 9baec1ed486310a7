/// One step in the life of a run, as a status store records it.
enum StatusEvent: Sendable, Equatable {
    /// The stage has begun to read its input.
    case running(input: String)
    /// The output is published.
    case completed(StatusFigures)
    /// The run has ended without a publish, for the reason given.
    case failed(StatusFigures, message: String)

    /// Whether the run goes on after this event.
    var isRunning: Bool {
        guard case .running = self else { return false }
        return true
    }
}

/// What a run has to show at its end.
struct StatusFigures: Sendable, Equatable {
    /// The run's duration by the monotonic clock.
    var seconds: Double
    /// The records that passed.
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
