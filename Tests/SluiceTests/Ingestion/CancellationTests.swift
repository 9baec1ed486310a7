import TestSupport
import Testing

@testable import Sluice

@Suite("A cancelled run")
struct CancellationTests {
    private static let input = Array(PipelineFixtures.lines((0..<3_000).map { "{\"id\":\($0)}" }).utf8)

    @Test("publishes nothing, whenever it is cancelled, and the next one starts over", arguments: [0, 1, 5, 40, 200])
    func publishesNothing(events: Int) async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(Self.input, to: "input.json")
        var options = IngestionOptions()
        options.chunkSize = 64
        options.jobs = 2
        let run = Ingestion(input: .file(path), output: .directory(directory.path("out")), options: options)
        let error = await #expect(throws: IngestionError.self) { try await run.run(cancelledAfter: events) { _ in } }
        #expect(error?.kind == .interrupted)
        #expect(error?.report.failure == .interrupted)
        #expect(try directory.files(below: "out") == [:])
        // What can be continued is kept beside the directory.
        #expect(try directory.workspace.keys.contains("checkpoint.json") == error?.report.isResumable)
        // The directory is free again.
        let trial = try await IngestionTrial(Self.input, in: directory)
        #expect(trial.report?.recordsWritten == 3_000)
        #expect(trial.names == ["_SUCCESS", "_manifest.json", "part-00000.ndjson"])
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
        #expect(try directory.files(below: "out") == [:])
    }
}
