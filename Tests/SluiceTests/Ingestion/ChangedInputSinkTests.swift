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
        let slot: ChunkSlot
        let path: String

        init(onEvent: @escaping @Sendable (IngestionEvent, _ path: String) -> Void) async throws {
            MappedInputRescue.install()
            directory = try TemporaryDirectory()
            let path = try directory.write(document, to: "input.json")
            let source = try InputSource.file(path).open(cancellation: Cancellation())
            var options = IngestionOptions()
            options.errorPolicy = .quarantine(limit: nil)
            let context = RunContext(
                inputName: "input.json",
                output: .directory(directory.path("out")),
                head: try source.head(name: "input.json", limits: .usual),
                totalBytes: source.totalBytes,
                identity: source.identity,
                schema: nil,
                options: options,
                parquet: nil,
                start: .now,
                onEvent: { onEvent($0, path) }
            )
            let plan = RunPlan(context)
            sink = RunSink(
                context: context,
                plan: plan,
                file: source as? FileSource,
                slots: ChunkSlots(count: 1),
                guidance: CutGuidance()
            )
            _ = try await sink.open()
            let bytes = try source.window(at: 0, count: document.count)
            slot = ChunkSlot()
            slot.take(Chunk(bytes: bytes, seam: context.firstSeam, isLast: true), index: 0)
            ChunkWorker(plan: plan).process(bytes, from: context.firstSeam, isLast: true, into: &slot.result)
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
            await Self.kind { () async throws(IngestionError) in try await trial.sink.accept(trial.slot) } == .input
        )
        #expect(count.withLock { $0 } == 0, "the bad record is not told of")
    }

    @Test("writes no checkpoint of what it has read again since", arguments: InputChange.allCases)
    func whileInUse(_ change: InputChange) async throws {
        let trial = try await Trial { event, path in
            if case .progressed = event { change.make(to: path, size: Self.document.count) }
        }
        #expect(
            await Self.kind { () async throws(IngestionError) in try await trial.sink.accept(trial.slot) } == .input
        )
    }

    @Test("publishes nothing", arguments: InputChange.allCases)
    func beforePublishing(_ change: InputChange) async throws {
        let trial = try await Trial { _, _ in }
        #expect(await Self.kind { () async throws(IngestionError) in try await trial.sink.accept(trial.slot) } == nil)
        change.make(to: trial.path, size: Self.document.count)
        let kind = await Self.kind { () async throws(IngestionError) in _ = try await trial.sink.finish() }
        #expect(try kind == .input && !trial.isPublished)
    }

    @Test("that does not change is published")
    func unchanged() async throws {
        let trial = try await Trial { _, _ in }
        try await trial.sink.accept(trial.slot)
        #expect(try await trial.sink.finish().recordsSeen == 3)
        #expect(try trial.isPublished)
    }
}
