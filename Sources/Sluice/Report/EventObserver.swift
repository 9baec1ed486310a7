/// Passes what a run reports to a closure, as events.
struct EventObserver: RunObserver {
    private let onEvent: @Sendable (IngestionEvent) -> Void

    init(_ onEvent: @escaping @Sendable (IngestionEvent) -> Void) {
        self.onEvent = onEvent
    }

    func runDidOpen(input: String, totalBytes: Int?) async {
        onEvent(.started(input: input, totalBytes: totalBytes))
    }

    func runDidResume(_ progress: IngestionProgress) async { onEvent(.resumed(progress)) }

    func runDidProgress(_ progress: IngestionProgress) async { onEvent(.progressed(progress)) }

    func runDidReject(_ diagnostics: [Diagnostic]) async {
        for diagnostic in diagnostics { onEvent(.rejected(diagnostic)) }
    }

    func runWillRetry(_ retry: IngestionRetry) async { onEvent(.retrying(retry)) }

    func runDidWarn(_ message: String) async { onEvent(.warning(message)) }

    func runDidEnd(_ report: IngestionReport) async throws(IngestionError) { onEvent(.ended(report)) }
}
