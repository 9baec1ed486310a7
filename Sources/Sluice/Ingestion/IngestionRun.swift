/// One run under way: a reader, workers in a task group and a sink, with a fixed number of chunks between them.
///
/// ```
/// ChunkReader ──slot──► worker ┐
///      ▲                worker ├──mailbox──► RunSink ──► parts, rejects
///      │                worker ┘                │
///      └──────free slots, guidance of cuts──────┘
/// ```
///
/// A worker never waits for its turn: it hands its slot over and takes the next chunk.
struct IngestionRun {
    private let context: RunContext
    private let plan: RunPlan
    private let reader: ChunkReader
    private let slots: ChunkSlots
    private let sink: RunSink
    private let file: FileSource?
    private let cancellation: Cancellation

    /// Prepares a run over what `reader` has opened, which is `file` if it is one.
    init(
        _ context: RunContext,
        reader: ChunkReader,
        file: FileSource?,
        guidance: CutGuidance,
        cancellation: Cancellation
    ) {
        self.context = context
        self.file = file
        self.reader = reader
        self.cancellation = cancellation
        plan = RunPlan(context)
        // One in each worker's hands, one being written, and some that have come before their turn.
        slots = ChunkSlots(count: context.options.jobs + 3)
        sink = RunSink(context: context, plan: plan, file: file, slots: slots, guidance: guidance)
    }

    /// Reads, checks and publishes everything.
    ///
    /// - Throws: `IngestionError` with the run's report.
    func execute() async throws(IngestionError) -> IngestionReport {
        let slots = slots
        return try await withTaskCancellationHandler {
            await attempt()
        } onCancel: {
            slots.close()
        }.get()
    }

    private func attempt() async -> Result<IngestionReport, IngestionError> {
        do throws(IngestionError) {
            let start = try await sink.open()
            context.onEvent(.started(input: context.inputName, totalBytes: context.totalBytes))
            switch start {
            case .beginning: break
            case .resumed(let point):
                if let carry = try await beginReading(at: point) { await sink.begin(at: point.seam, carry: carry) }
                if let resumed = await sink.resumed { context.onEvent(.resumed(resumed)) }
            case .published(let report):
                context.onEvent(.resumed(IngestionProgress(report, totalBytes: context.totalBytes)))
                return .success(report)
            }
            try await pump()
            guard !Task.isCancelled else { throw .interrupted }
            return .success(try await sink.finish())
        } catch {
            slots.close()
            cancellation.request()
            guard !error.isPublished else { return .failure(error) }
            // What is wrong with the output is said, whatever signal comes then.
            let isAboutOutput = error.kind == .usage || error.isOutputTorn
            var failure: IngestionError = Task.isCancelled && !isAboutOutput ? .interrupted : error
            // An input that changes is the cause of whatever else is found wrong with it, and leaves nothing to continue.
            if failure.kind != .usage, let change = file?.change { failure = change }
            // The bytes of a pipe come once: there is nothing to begin anew with.
            if context.totalBytes == nil { failure.isTransient = false }
            failure.report = await sink.fail(with: failure)
            failure.identity = context.identity
            return .failure(failure)
        }
    }

    private func beginReading(at point: ResumePoint) async throws(IngestionError) -> ChunkBytes? {
        do throws(InputError) {
            return try await reader.begin(at: point)
        } catch {
            throw IngestionError(error)
        }
    }

    /// Moves every chunk through the workers into the sink.
    private func pump() async throws(IngestionError) {
        // Unbounded in itself, and bounded by the slots: there is never more in it than there are of them.
        let (results, mailbox) = AsyncStream.makeStream(of: ChunkSlot.self)
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    defer { mailbox.finish() }
                    try await work(mailbox)
                }
                do {
                    for await slot in results { try await sink.accept(slot) }
                } catch {
                    slots.close()
                    cancellation.request()
                    throw error
                }
                try await group.waitForAll()
            }
        } catch let error as IngestionError {
            throw error
        } catch let error as InputError {
            throw IngestionError(error)
        } catch {
            throw .interrupted
        }
    }

    /// Runs the workers until there are no more chunks.
    private func work(_ mailbox: AsyncStream<ChunkSlot>.Continuation) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<context.options.jobs {
                group.addTask {
                    let worker = ChunkWorker(plan: plan)
                    while let slot = try await reader.next(into: slots) {
                        worker.process(slot)
                        mailbox.yield(slot)
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}

extension ChunkWorker {
    /// Reads the slot's chunk, unless nobody can say yet where its first record begins.
    fileprivate func process(_ slot: ChunkSlot) {
        guard let bytes = slot.bytes, let seam = slot.seam else { return }
        process(
            bytes,
            from: seam,
            isLast: slot.isLast,
            isFollowedByObject: slot.isFollowedByObject,
            into: &slot.result
        )
    }
}
