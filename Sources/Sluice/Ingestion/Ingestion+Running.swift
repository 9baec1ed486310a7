extension Ingestion {
    /// Runs the stage and returns its report.
    ///
    /// Cancelling the surrounding task ends the run promptly, with nothing published; what it has done by then is kept
    /// for a run with ``IngestionOptions/ExistingOutput/resume``. A failure that may pass is tried
    /// again as ``IngestionOptions/retries`` says; with ``IngestionOptions/database`` the run's start and end are
    /// recorded there, and its progress as far as that holds up nothing.
    /// - Parameter onEvent: is told what happens, one event at a time and in order, from a thread of the run's choice.
    /// - Returns: the report of a completed run.
    /// - Throws: `IngestionError` for everything that ends a run; it carries the report.
    public func run(
        onEvent: @escaping @Sendable (IngestionEvent) -> Void = { _ in }
    ) async throws(IngestionError) -> IngestionReport {
        let start = ContinuousClock.now
        do throws(IngestionError) {
            let report = try await runTracked(since: start, onEvent)
            onEvent(.ended(report))
            return report
        } catch {
            var error = error
            if error.report.message == nil { error.report = report(of: error, since: start) }
            onEvent(.ended(error.report))
            throw error
        }
    }

    /// Runs the stage, and keeps the rows of its pipeline in step where it has one.
    private func runTracked(
        since start: ContinuousClock.Instant,
        _ onEvent: @escaping @Sendable (IngestionEvent) -> Void
    ) async throws(IngestionError) -> IngestionReport {
        try options.check()
        guard let database = options.database else { return try await runAttempts(since: start, onEvent) }
        let cancellation = Cancellation()
        let tracker = try PipelineTracker(database, cancellation: cancellation)
        let run = TrackedRun(tracker, output: output, onEvent: onEvent)
        let outcome: Result<IngestionReport, IngestionError> = await withTaskCancellationHandler {
            do throws(IngestionError) {
                try await options.retries.perform(onRetry: onEvent) { () async throws(IngestionError) in
                    try await tracker.begin(input: Excerpt.path(input.name))
                }
                let result = await attemptsResult(since: start) { run.show($0) }
                return await run.end(result) { report(of: $0, since: start) }
            } catch {
                return .failure(error)
            }
        } onCancel: {
            cancellation.request()
        }
        return try outcome.get()
    }

    private func attemptsResult(
        since start: ContinuousClock.Instant,
        _ onEvent: @escaping @Sendable (IngestionEvent) -> Void
    ) async -> Result<IngestionReport, IngestionError> {
        do throws(IngestionError) {
            return .success(try await runAttempts(since: start, onEvent))
        } catch {
            return .failure(error)
        }
    }

    /// Runs the stage, again where a failure may pass.
    private func runAttempts(
        since start: ContinuousClock.Instant,
        _ onEvent: @escaping @Sendable (IngestionEvent) -> Void
    ) async throws(IngestionError) -> IngestionReport {
        var isResumable = false
        var identity: FileIdentity?
        // The duration is that of all attempts, so what counts as done before is what was before the first one.
        var resumed: (bytes: Int, records: Int)?
        return try await options.retries.perform(onRetry: onEvent) { () async throws(IngestionError) in
            var report: IngestionReport
            do throws(IngestionError) {
                report = try await runCancellably(since: start, over: identity, continuing: isResumable, onEvent)
            } catch {
                var error = error
                identity = identity ?? error.identity
                isResumable = error.report.isResumable
                error.report.countAsResumed(&resumed)
                throw error
            }
            report.countAsResumed(&resumed)
            guard report.status == .completed else {
                var error = IngestionError(.data, report.message ?? "the run has failed")
                error.report = report
                throw error
            }
            return report
        }
    }

    /// Runs the stage so that a cancellation also reaches the threads that wait for bytes.
    ///
    /// It goes on from the checkpoint that an attempt before this one has left, where `isContinued`; the input is to be
    /// the file that such an attempt has read, which is `identity`.
    private func runCancellably(
        since start: ContinuousClock.Instant,
        over identity: FileIdentity?,
        continuing isContinued: Bool,
        _ onEvent: @escaping @Sendable (IngestionEvent) -> Void
    ) async throws(IngestionError) -> IngestionReport {
        let cancellation = Cancellation()
        let outcome: Result<IngestionReport, IngestionError> = await withTaskCancellationHandler {
            do throws(IngestionError) {
                let run = try await prepare(
                    cancellation,
                    since: start,
                    over: identity,
                    continuing: isContinued,
                    onEvent
                )
                return .success(try await run.execute())
            } catch {
                return .failure(error)
            }
        } onCancel: {
            cancellation.request()
        }
        return try outcome.get()
    }

    /// Opens the input and looks at its head.
    private func prepare(
        _ cancellation: Cancellation,
        since start: ContinuousClock.Instant,
        over identity: FileIdentity?,
        continuing isContinued: Bool,
        _ onEvent: @escaping @Sendable (IngestionEvent) -> Void
    ) async throws(IngestionError) -> IngestionRun {
        let plan = try OutputPlan(output, schema, options)
        var companions: [PublishedFile] = []
        if output != .none, let schema { companions = try PublishedFile.schemaFiles(schema, plan) }
        // Where cuts show in the output, they must not depend on how far the sink is.
        let guidance = CutGuidance(isActive: !plan.dependsOnCuts)
        let reader = ChunkReader(
            input: input,
            chunkSize: options.chunkSize,
            guidance: guidance,
            cancellation: cancellation
        )
        let facts: ChunkReader.Facts
        do throws(InputError) {
            facts = try await reader.open(options.limits)
            if let identity { try facts.file?.identity?.checkUnchanged(since: identity, name: input.nameInMessages) }
        } catch {
            throw Task.isCancelled ? .interrupted : IngestionError(error)
        }
        var options = options
        var existingAtFirst: IngestionOptions.ExistingOutput?
        if isContinued, [.refuse, .replace].contains(options.existingOutput) {
            existingAtFirst = options.existingOutput
            options.existingOutput = .resume
        }
        let context = RunContext(
            inputName: Excerpt.path(input.name),
            output: output,
            head: facts.head,
            totalBytes: facts.totalBytes,
            identity: facts.file?.identity,
            inputPlace: InputPlace(input, facts.file?.identity),
            schema: schema,
            options: options,
            plan: plan,
            companions: companions,
            existingAtFirst: existingAtFirst,
            start: start,
            onEvent: onEvent
        )
        return IngestionRun(
            context,
            reader: reader,
            file: facts.file,
            guidance: guidance,
            cancellation: cancellation
        )
    }

    /// The report of a run that has failed before anything was read.
    private func report(of error: IngestionError, since start: ContinuousClock.Instant) -> IngestionReport {
        var report = IngestionReport()
        report.exitCode = error.kind.exitCode
        report.input = Excerpt.path(input.name)
        report.output = output.path
        report.seconds = (ContinuousClock.now - start) / .seconds(1)
        report.peakMemoryBytes = ProcessInformation.peakMemoryBytes
        report.jobs = options.jobs
        report.message = error.message
        return report
    }
}

extension OutputDestination {
    /// The directory's path, where there is one.
    var path: String? {
        switch self {
        case .directory(let path): path
        case .none: nil
        }
    }
}

extension IngestionOptions {
    /// What the reading of records is bound to.
    var limits: RecordReader.Limits {
        var limits = RecordReader.Limits(recordSize: maximumRecordSize, depth: maximumDepth)
        limits.endsAtFirstFault = errorPolicy == .fail
        return limits
    }

    /// The bounds that keep every offset in a chunk within 32 bits.
    private static let maximumChunkSize = 64 << 20
    private static let largestRecordSize = 1 << 30

    /// Throws where an option has a value that no run can have.
    func check() throws(IngestionError) {
        guard jobs >= 1 else { throw IngestionError(.usage, "at least one job is needed") }
        guard (1...Self.maximumChunkSize).contains(chunkSize) else {
            throw IngestionError(.usage, "a chunk has 1 to \(Self.maximumChunkSize) bytes")
        }
        guard (1...Self.largestRecordSize).contains(maximumRecordSize) else {
            throw IngestionError(.usage, "the largest record has 1 to \(Self.largestRecordSize) bytes")
        }
        guard maximumDepth >= 1 else { throw IngestionError(.usage, "a record is at least one level deep") }
        guard partSize >= 1 else { throw IngestionError(.usage, "a part has at least one byte") }
        try checkFormat()
    }

    /// Pages have sizes of 32 bits, and a value of a few bytes may become one of eight.
    private static let largestParquetRecord = 256 << 20

    private func checkFormat() throws(IngestionError) {
        guard format == .csv || csvNull.isEmpty else { throw IngestionError(.usage, "only CSV has a text for null") }
        guard format == .parquet else {
            guard compression == nil else { throw IngestionError(.usage, "only Parquet has a compression") }
            return
        }
        guard rowGroupSize >= 1 else { throw IngestionError(.usage, "a row group has at least one byte") }
        guard maximumRecordSize <= Self.largestParquetRecord else {
            let limit = Self.largestParquetRecord >> 20
            throw IngestionError(.usage, "with Parquet the largest record has at most \(limit) MiB")
        }
    }
}

extension IngestionReport {
    /// Takes over what was done before the first attempt, or says it where this is the first.
    fileprivate mutating func countAsResumed(_ resumed: inout (bytes: Int, records: Int)?) {
        let first = resumed ?? (resumedBytes, resumedRecords)
        (resumedBytes, resumedRecords) = first
        resumed = first
    }
}
