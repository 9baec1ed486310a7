/// A run whose pipeline has rows in a database: what is told there, and what comes of it.
struct TrackedRun: Sendable {
    private let tracker: PipelineTracker
    private let output: OutputDestination
    private let onEvent: @Sendable (IngestionEvent) -> Void

    init(
        _ tracker: PipelineTracker,
        output: OutputDestination,
        onEvent: @escaping @Sendable (IngestionEvent) -> Void
    ) {
        self.tracker = tracker
        self.output = output
        self.onEvent = onEvent
    }

    /// Passes an event on, and how far the run is.
    func show(_ event: IngestionEvent) {
        if case .progressed(let progress) = event { tracker.note(progress) }
        onEvent(event)
    }

    /// Records the end of the run, and returns what the run has come to with that.
    ///
    /// `report` makes the report of a failure that has none.
    func end(
        _ result: Result<IngestionReport, IngestionError>,
        report: (IngestionError) -> IngestionReport
    ) async -> Result<IngestionReport, IngestionError> {
        tracker.stopTelling()
        switch result {
        case .success(let report):
            let change = StatusChange.completed(StatusFigures(report), output: output.path.map(Excerpt.path) ?? "")
            let problem = await tracker.end(change)
            warnOfDroppedUpdates()
            return problem.map { .failure(Self.unrecorded(report, $0)) } ?? result
        case .failure(let error):
            let known = error.report.message == nil ? report(error) : error.report
            let message = error.kind == .interrupted ? "interrupted" : error.message
            if let problem = await tracker.end(.failed(StatusFigures(known), message: message)) {
                onEvent(.warning("the failure is not recorded: \(problem)"))
            }
            warnOfDroppedUpdates()
            return result
        }
    }

    private func warnOfDroppedUpdates() {
        let count = tracker.droppedUpdates
        guard count > 0 else { return }
        onEvent(.warning("\(count) of the updates on progress did not reach the database"))
    }

    private static func unrecorded(_ report: IngestionReport, _ problem: String) -> IngestionError {
        IngestionError(
            published: report,
            "the data is published, but \(problem); 'sluice status sync' records it later"
        )
    }
}
