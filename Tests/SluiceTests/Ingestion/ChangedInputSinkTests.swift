import Synchronization
import TestSupport
import Testing

@testable import Sluice

/// Where the sink compares the input with what it was: a change comes in each of the gaps.
@Suite("A sink whose input changes")
struct ChangedInputSinkTests {
    private static let document = Array("{\"id\":1}\n{\"id\":\n{\"id\":3}\n".utf8)

    /// A sink that writes to a directory, and the only chunk of its input, read by a worker.
    private struct Trial {
        let directory: TemporaryDirectory
        let sink: RunSink
        let buffer: ChunkBuffer
        let path: String

        init(onEvent: @escaping @Sendable (IngestionEvent, _ path: String) -> Void) async throws {
            MappedInputRescue.install()
            directory = try TemporaryDirectory()
            let path = try directory.write(document, to: "input.json")
            var options = IngestionOptions()
            options.errorPolicy = .quarantine(limit: nil)
            let inputs = try InputList([.file(path)])
            var opened = try OpenedInput(.file(path), chunkSize: 1 << 20, cancellation: Cancellation())
            let (facts, output) = (opened.facts, directory.path("out"))
            let context = RunContext(
                inputs: inputs,
                output: .directory(output),
                plan: .ndjson,
                schema: nil,
                options: options,
                start: .now
            )
            let request = OutputRequest(
                path: FilePath(output),
                inputs: inputs,
                schema: nil,
                options: options,
                plan: .ndjson,
                existingAtFirst: nil
            )
            let plan = RunPlan(nil, options, .ndjson)
            sink = RunSink(
                context,
                request,
                plan: plan,
                observers: RunObservers([EventObserver { onEvent($0, path) }]),
                buffers: ChunkBuffers(count: 1)
            )
            _ = try await sink.open()
            let chunk = try #require(try opened.chunks.next())
            buffer = ChunkBuffer()
            buffer.begin(RunInput(0, .opened(facts), guidance: CutGuidance()), isFirst: true)
            buffer.take(chunk)
            let worker = ChunkWorker(plan: plan)
            worker.begin(0, facts.head)
            worker.process(chunk.bytes, from: facts.head.firstSeam, isLast: true, into: &buffer.result)
            self.path = path
        }

        var isPublished: Bool {
            get throws { try directory.files(below: "out")[PartName.success] != nil }
        }
    }

    private static func kind(_ body: () async throws(IngestionError) -> Void) async -> IngestionError.Kind? {
        do throws(IngestionError) {
            try await body()
            return nil
        } catch {
            return error.kind
        }
    }

    @Test("uses nothing that was read before it", arguments: InputChange.allCases)
    func beforeUse(_ change: InputChange) async throws {
        let count = Mutex(0)
        let trial = try await Trial { _, _ in count.withLock { $0 += 1 } }
        change.make(to: trial.path, size: Self.document.count)
        #expect(
            await Self.kind { () async throws(IngestionError) in try await trial.sink.accept(trial.buffer) } == .input
        )
        #expect(count.withLock { $0 } == 0, "the bad record is not reported")
    }

    @Test("writes no checkpoint of what it has read again since", arguments: InputChange.allCases)
    func whileInUse(_ change: InputChange) async throws {
        let trial = try await Trial { event, path in
            if case .progressed = event { change.make(to: path, size: Self.document.count) }
        }
        #expect(
            await Self.kind { () async throws(IngestionError) in try await trial.sink.accept(trial.buffer) } == .input
        )
    }

    @Test("publishes nothing", arguments: InputChange.allCases)
    func beforePublishing(_ change: InputChange) async throws {
        let trial = try await Trial { _, _ in }
        #expect(await Self.kind { () async throws(IngestionError) in try await trial.sink.accept(trial.buffer) } == nil)
        change.make(to: trial.path, size: Self.document.count)
        let kind = await Self.kind { () async throws(IngestionError) in _ = try await trial.sink.finish() }
        #expect(try kind == .input && !trial.isPublished)
    }

    @Test("that does not change is published")
    func unchanged() async throws {
        let trial = try await Trial { _, _ in }
        try await trial.sink.accept(trial.buffer)
        #expect(try await trial.sink.finish().recordsSeen == 3)
        #expect(try trial.isPublished)
    }
}
