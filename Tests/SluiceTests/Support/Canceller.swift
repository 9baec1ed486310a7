@testable import Sluice

/// Cancels something after so many events.
final class Canceller: Sendable {
    private let state: Locked<(left: Int, action: (@Sendable () -> Void)?)>

    init(after events: Int) { state = Locked((events, nil)) }

    func set(_ action: @escaping @Sendable () -> Void) { state.withLock { $0.action = action } }

    func ready() async {
        while state.withLock({ $0.action == nil }) { await Task.yield() }
    }

    func tell() {
        let action = state.withLock { state in
            state.left -= 1
            return state.left < 0 ? state.action : nil
        }
        action?()
    }
}

extension Ingestion {
    /// Runs, and is cancelled after so many events; `nil` lets it come to its end.
    func run(
        cancelledAfter events: Int?,
        onEvent: @escaping @Sendable (IngestionEvent) -> Void
    ) async throws(IngestionError) -> IngestionReport {
        guard let events else { return try await run(onEvent: onEvent) }
        let canceller = Canceller(after: events)
        let task = Task { () -> Result<IngestionReport, IngestionError> in
            // Wait for the canceller to know this task: events may come at once.
            await canceller.ready()
            do throws(IngestionError) {
                return .success(
                    try await run { event in
                        onEvent(event)
                        canceller.tell()
                    }
                )
            } catch {
                return .failure(error)
            }
        }
        canceller.set { task.cancel() }
        return try await task.value.get()
    }
}
