/// One attempt at a run: a reader, workers in a task group and a sink, with a fixed number of chunks between them.
///
/// ```
/// ChunkReader ─buffer─► worker ┐
///      ▲                worker ├──mailbox──► RunSink ──► parts, rejects
///      │                worker ┘                │
///      └────free buffers, guidance of cuts──────┘
/// ```
///
/// A worker never waits for its turn: it hands over its buffer and takes the next chunk.
struct IngestionRun {
    private let context: RunContext
    /// What was skipped when the inputs were listed, if that was done by this attempt.
    private let notes: [String]
    private let plan: RunPlan
    private let workers: Int
    private let reader: ChunkReader
    private let buffers: ChunkBuffers
    private let sink: RunSink
    private let observers: RunObservers
    private let cancellation: Cancellation

    /// The inputs, listed once for all attempts.
    var inputs: InputList { context.inputs }

    /// Lists the inputs, opens the first one and examines its head.
    ///
    /// Inputs that are in `history`, whose checkpoint is continued, must not have changed. Cancellation ends all waits.
    init(
        _ ingestion: Ingestion,
        after history: AttemptHistory,
        observers: RunObservers,
        since start: RunClock,
        within outer: Cancellation
    ) async throws(IngestionError) {
        let (schema, output) = (ingestion.schema, ingestion.output)
        var options = history.options(ingestion.options)
        options.location = options.location?.unlessTopLevel
        let outputPlan = try OutputPlan(output, schema, options)
        let compiled = try Self.compiled(schema, options)
        let companions = output.isStream ? [] : try PublishedFile.companions(schema, outputPlan)
        cancellation = Cancellation(within: outer)
        reader = ChunkReader(
            at: options.location,
            chunkSize: options.chunkSize,
            wanted: options.recordLimit.map { count in
                LeadingRecords(count: count, limits: options.limits, location: options.location)
            },
            // If the output depends on cuts, these must not depend on the progress of the sink.
            cuts: outputPlan.dependsOnCuts ? .fixed : .any,
            cancellation: cancellation
        )
        let inputs: InputList
        do throws(InputError) {
            inputs = try await reader.open(ingestion.inputs, listed: history.inputs)
        } catch {
            guard !outer.isRequested else { throw .interrupted }
            let failure = IngestionError(error)
            if let diagnostic = failure.diagnostic { await observers.didReject([diagnostic]) }
            throw failure
        }
        notes = history.inputs == nil ? inputs.notes : []
        context = RunContext(
            inputs: inputs,
            output: output,
            plan: outputPlan,
            schema: schema,
            options: options,
            companions: companions,
            start: start
        )
        plan = RunPlan(compiled, options, outputPlan)
        // More of them than processors would take memory and no less time: their tasks run in turn.
        workers = min(options.jobs, ProcessInformation.processorCount)
        // One for each worker, one that is being written, and two that wait for their turn; if the input is compressed,
        // one of them waits as text that has been decompressed ahead.
        let isCompressed = await reader.isCompressed
        let buffers = ChunkBuffers(count: workers + (isCompressed ? 2 : 3))
        self.buffers = buffers
        self.observers = observers
        let request = output.path.map { path in
            OutputRequest(
                path: path,
                inputs: inputs,
                schema: schema,
                options: options,
                plan: outputPlan,
                existingAtFirst: history.isResumable ? ingestion.options.existingOutput.unlessResuming : nil,
                started: start.started
            )
        }
        var stream: StreamRequest?
        if case .stream(let descriptor, let rejects) = output {
            stream = StreamRequest(
                descriptor: descriptor,
                rejects: rejects,
                inputs: inputs,
                plan: outputPlan,
                cancellation: outer
            )
        }
        sink = RunSink(
            context,
            request,
            stream: stream,
            plan: plan,
            observers: observers,
            buffers: buffers,
            notices: history.notices
        )
        outer.whenRequested { [weak buffers] in buffers?.close() }
    }

    private static func compiled(
        _ schema: Schema?,
        _ options: IngestionOptions
    ) throws(IngestionError) -> CompiledSchema? {
        do throws(SchemaError) {
            return try schema?.compiled(for: options.schemaOptions)
        } catch {
            throw IngestionError(error)
        }
    }

    /// Reads, checks and publishes everything.
    ///
    /// - Throws: `IngestionError` with the run's report.
    func execute() async throws(IngestionError) -> IngestionReport {
        do throws(IngestionError) {
            let start = try await sink.open()
            await observers.didOpen(input: inputs.summary, totalBytes: inputs.totalBytes)
            await observers.didWarn(notes)
            switch start {
            case .beginning: break
            case .resumed(let checkpoint): try await resume(at: checkpoint.mark.resumePoint)
            case .published(let run): return try await published(run)
            }
            try await pump()
            guard !Task.isCancelled else { throw .interrupted }
            return try await sink.finish()
        } catch {
            throw await failure(error)
        }
    }

    private func resume(at point: ResumePoint) async throws(IngestionError) {
        do throws(InputError) {
            if let (input, carry) = try await reader.begin(at: point) {
                await sink.resume(input, at: point.seam, carry: carry)
            }
        } catch {
            throw IngestionError(error)
        }
        if let resumed = await sink.resumed { await observers.didResume(resumed) }
    }

    /// The report of a run that is already published.
    private func published(_ run: FinishedRun) async throws(IngestionError) -> IngestionReport {
        var report = IngestionReport(context)
        try run.complete(&report, inputs)
        report.resumedBytes = report.bytesRead
        report.resumedRecords = report.recordsSeen
        await observers.didResume(IngestionProgress(report, totalBytes: inputs.totalBytes))
        return report
    }

    /// The failure of a run that ends with its first error, if the input's stream is found to break off after that: what
    /// was decompressed before the break may be wrong, so the break explains other faults.
    private func streamFailure(after error: IngestionError) async -> IngestionError? {
        guard [.data, .input].contains(error.kind), case .fail = context.options.errorPolicy, !Task.isCancelled,
            let input = await sink.compressedInput
        else { return nil }
        let streamBreak = try? await reader.findBreak(ofInput: input, within: StreamBreak.maximumSearch)
        return streamBreak.map { context.failure($0) }
    }

    /// Ends a run that has failed with `error`; returns the final error, with the report.
    private func failure(_ error: IngestionError) async -> IngestionError {
        let error = await streamFailure(after: error) ?? error
        stopReading()
        guard !error.isPublished else { return error }
        // A fault of the output is reported even if the run has been cancelled since.
        let isAboutOutput = error.kind == .usage || error.isOutputTorn
        var failure = Task.isCancelled && !isAboutOutput ? context.interruption : error
        if failure.kind != .usage {
            // A change of the input explains any other fault found in it, and leaves nothing to continue.
            do throws(IngestionError) { try await sink.checkInput() } catch { failure = error }
        }
        // A pipe can be read only once, so there is no retry.
        if !inputs.canReadAgain { failure.isTransient = false }
        // Nor can what a stream has received be taken back.
        if await sink.hasStreamed { failure.isTransient = false }
        failure.report = await sink.fail(with: failure)
        return failure
    }

    /// Moves every chunk through the workers into the sink.
    private func pump() async throws(IngestionError) {
        // The stream is unbounded, but never holds more elements than there are buffers.
        let (results, mailbox) = AsyncStream.makeStream(of: ChunkBuffer.self)
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    defer { mailbox.finish() }
                    try await work(mailbox)
                }
                do {
                    for await buffer in results {
                        guard try await sink.accept(buffer) else { return stopReading() }
                    }
                } catch {
                    stopReading()
                    throw error
                }
                try await group.waitForAll()
            }
        } catch let error as IngestionError {
            throw error
        } catch {
            throw .interrupted
        }
    }

    /// Ends the waits of the workers, whose results no longer count; nor does it if they fail.
    private func stopReading() {
        buffers.close()
        cancellation.request()
    }

    /// Runs the workers until there are no more chunks.
    private func work(_ mailbox: AsyncStream<ChunkBuffer>.Continuation) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<workers {
                group.addTask {
                    let worker = ChunkWorker(plan: plan)
                    while let buffer = await reader.next(into: buffers) {
                        worker.process(buffer)
                        for follower in buffer.followers { worker.process(follower) }
                        mailbox.yield(buffer)
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}

extension ChunkWorker {
    /// Processes the buffer's chunk, unless it is unknown where its first record begins.
    fileprivate func process(_ buffer: ChunkBuffer) {
        guard let facts = buffer.input?.facts, let bytes = buffer.bytes, let seam = buffer.seam else { return }
        begin(buffer.input?.index ?? 0, facts.head)
        process(
            bytes,
            from: seam,
            isLast: buffer.isLast,
            isFollowedByObject: buffer.isFollowedByObject,
            into: &buffer.result
        )
    }
}
