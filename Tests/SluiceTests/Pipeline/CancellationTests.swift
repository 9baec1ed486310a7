import Synchronization
import Testing

@testable import Sluice

@Suite("A cancelled run")
struct CancellationTests {
    private static let input = Array(PipelineFixtures.lines((0..<3_000).map { "{\"id\":\($0)}" }).utf8)

    @Test("leaves nothing but its journal, whenever it is cancelled", arguments: [0, 1, 5, 40, 200])
    func leavesNothing(events: Int) async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(Self.input, to: "input.json")
        var options = IngestionOptions()
        options.chunkSize = 64
        options.jobs = 2
        let run = Ingestion(input: .file(path), output: .directory(directory.path("out")), options: options)
        let canceller = Canceller(after: events)
        let task = Task {
            // Wait for the canceller to know this task: events may come at once.
            await canceller.ready()
            return try await run.run { _ in canceller.tell() }
        }
        canceller.set { task.cancel() }
        let error = await #expect(throws: IngestionError.self) { try await task.value }
        #expect(error?.kind == .interrupted)
        #expect(error?.report.exitCode == 130)
        let names = (try? directory.files(below: "out").keys.filter { $0 != PartName.status }) ?? []
        #expect(names == [])
        // The directory is free again.
        let trial = try await IngestionTrial(Self.input, in: directory)
        #expect(trial.report?.recordsWritten == 3_000)
    }

    @Test("is over before it has begun if its task is cancelled already")
    func cancelledBefore() async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(Self.input, to: "input.json")
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await Ingestion(input: .file(path), output: .directory(directory.path("out"))).run()
        }
        task.cancel()
        let error = await #expect(throws: IngestionError.self) { try await task.value }
        #expect(error?.kind == .interrupted)
        #expect(((try? directory.files(below: "out").keys.filter { $0 != PartName.status }) ?? []) == [])
    }
}

/// Cancels something after so many events.
private final class Canceller: Sendable {
    private let state: Mutex<(left: Int, action: (@Sendable () -> Void)?)>

    init(after events: Int) { state = Mutex((events, nil)) }

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
