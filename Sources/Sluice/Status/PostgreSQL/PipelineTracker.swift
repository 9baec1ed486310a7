#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Records one run in its pipeline's rows in PostgreSQL: start, progress and end.
///
/// ```swift
/// let tracker = PipelineTracker(PipelineDatabase(pipelineID: 7))
/// let report = try await ingestion.run(observers: [tracker])
/// ```
///
/// The start is recorded before a byte is read, under a lock that the run keeps: of two runs of one pipeline the second
/// is refused. Progress is recorded once a second on a queue of its own, and never
/// delays the run: an update that is due while another is in flight is dropped and counted. The end is retried until it
/// is recorded or ``PipelineDatabase/endTimeout`` has passed. With ``PipelineDatabase/isRequired`` set to `false` the run
/// continues without a database that cannot be reached.
public actor PipelineTracker: RunObserver {
    /// Progress is recorded at most this often.
    private static let interval = Duration.seconds(1)
    /// How long the end of an interrupted run is retried: the process must end within five seconds.
    private static let interruptedTimeout = Duration.seconds(2)
    private static let firstPause = Duration.milliseconds(100)
    private static let longestPause = Duration.seconds(2)

    private struct Reporting {
        var last: ContinuousClock.Instant
        var isInFlight = false
        var isOver = false
        /// Whether the run's start is recorded; if not, its end is not either.
        var isStarted = false
        var dropped = 0
    }

    private let executor = QueueExecutor(label: "sluice.status")
    private let database: PipelineDatabase
    /// The client library and the connection text, once the run starts.
    private var client: (library: LibPQ, text: ConnectionText)?
    private let reporting: Locked<Reporting>
    private var session: StatusSession?
    /// When the run started; a retry does not change it.
    private var started: UTCTimestamp?
    /// Whether the lock was lost with a connection, so that another run may have begun.
    private var hasLostLock = false

    /// Whether the run fails if it cannot be recorded: ``PipelineDatabase/isRequired``.
    public nonisolated var isRequired: Bool { database.isRequired }

    /// The executor of the tracker's own queue.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor keeps its executor.
        unsafe executor.asUnownedSerialExecutor()
    }

    /// Makes a tracker; nothing is loaded or connected yet.
    public init(_ database: PipelineDatabase) {
        self.database = database
        reporting = Locked(Reporting(last: .now))
    }

    /// How many progress updates were due and did not reach the database.
    public nonisolated var droppedUpdates: Int { reporting.withLock { $0.dropped } }

    /// Records that a run has started.
    ///
    /// - Throws: ``IngestionError`` of kind `usage` if there is no such pipeline, another run of it is in progress, or
    ///   libpq rejects the connection text; of kind `output` if the database cannot be reached or refuses access, or
    ///   libpq is missing.
    public func runWillStart(input: String) async throws(IngestionError) {
        let cancellation = Cancellation()
        let outcome = await withTaskCancellationHandler {
            Result { () throws(IngestionError) in try begin(input: input, cancellation) }
        } onCancel: {
            cancellation.request()
        }
        try outcome.get()
        reporting.withLock { $0.isStarted = true }
    }

    private func begin(input: String, _ cancellation: Cancellation) throws(IngestionError) {
        let client = try database.prepare()
        self.client = client
        let started = started ?? .now
        self.started = started
        let deadline = database.isRequired ? nil : ContinuousClock.now + database.connectTimeout
        let outcome: StatusSession.Outcome
        do throws(PostgreSQLError) {
            outcome = try record(.begin(input: input, at: started)) {
                cancellation.isRequested || deadline.map { .now >= $0 } ?? false
            }
        } catch {
            guard !cancellation.isRequested else { throw .interrupted }
            throw error.failure("record the run", in: client.text)
        }
        guard outcome != .noPipeline else {
            session = nil
            throw .noPipeline(database.pipelineID, client.text)
        }
        hasLostLock = false
    }

    /// Records the progress if that is due, in the background.
    public nonisolated func runDidProgress(_ progress: IngestionProgress) async {
        let isDue = reporting.withLock { reporting in
            guard !reporting.isOver, .now - reporting.last >= Self.interval else { return false }
            reporting.last = .now
            if reporting.isInFlight {
                reporting.dropped += 1
                return false
            }
            reporting.isInFlight = true
            return true
        }
        guard isDue else { return }
        let records = progress.records - progress.rejects
        let time = UTCTimestamp.now
        Task.detached { await self.record(progress: records, at: time) }
    }

    private func record(progress records: Int, at time: UTCTimestamp) {
        do throws(PostgreSQLError) {
            let session = try openSession { [self] in reporting.withLock { $0.isOver } }
            try session.record(pipeline: database.pipelineID, progress: records, at: time)
        } catch {
            loseSession()
            reporting.withLock { $0.dropped += 1 }
        }
        reporting.withLock { $0.isInFlight = false }
    }

    /// Records that the run has ended.
    ///
    /// - Throws: ``IngestionError`` of kind `output` if it could not be recorded in time.
    public nonisolated func runDidEnd(_ report: IngestionReport) async throws(IngestionError) {
        // Updates in flight give up.
        let isStarted = reporting.withLock { reporting in
            reporting.isOver = true
            return reporting.isStarted
        }
        guard isStarted else { return }
        try await end(report, isInterrupted: Task.isCancelled)
    }

    /// Records that the run has ended, and retries until it is recorded or its time is over.
    private func end(_ report: IngestionReport, isInterrupted: Bool) throws(IngestionError) {
        let change = StatusChange.end(StatusChange.End(report), ofRunStartedAt: started)
        let deadline = ContinuousClock.now + (isInterrupted ? Self.interruptedTimeout : database.timeoutAtEnd)
        // The lock is freed with the session.
        defer { session = nil }
        var pause = Self.firstPause
        while true {
            let outcome: StatusSession.Outcome
            do throws(PostgreSQLError) {
                outcome = try record(change) { .now >= deadline }
            } catch {
                guard error.isTransient, .now + pause < deadline else {
                    let reason = "the end of the run could not be recorded in \(place): \(error.message)"
                    // A run that has read nothing, or has no output, is in no journal.
                    let hasDirectory = report.output != nil && !report.isStreamed
                    let hasJournal = hasDirectory && (report.bytesRead > 0 || report.status == .completed)
                    throw IngestionError(.output, reason, remedy: hasJournal ? .recordLater : nil)
                }
                // Not `Task.sleep`, which returns at once in a cancelled task; the blocked queue is the tracker's own.
                Self.sleep(pause)
                pause = min(pause * 2, Self.longestPause)
                continue
            }
            return try check(outcome)
        }
    }

    private var place: String { client?.text.description ?? "the database" }

    private func check(_ outcome: StatusSession.Outcome) throws(IngestionError) {
        let id = database.pipelineID
        switch outcome {
        case .recorded: return
        case .noPipeline: throw IngestionError(.output, "pipeline \(id) no longer exists in \(place)")
        case .newerRun: throw IngestionError(.output, "pipeline \(id) already shows a newer run in \(place)")
        }
    }

    private static func sleep(_ pause: Duration) {
        let (seconds, attoseconds) = pause.components
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        // SAFETY: the call reads the given struct; a signal may end it early, which does no harm.
        unsafe nanosleep(&time, nil)
    }

    private func record(
        _ change: StatusChange,
        isCancelled: @escaping () -> Bool
    ) throws(PostgreSQLError) -> StatusSession.Outcome {
        do throws(PostgreSQLError) {
            let session = try openSession(isCancelled)
            return try session.record(change, pipeline: database.pipelineID, yields: hasLostLock)
        } catch {
            loseSession()
            throw error
        }
    }

    private func loseSession() {
        guard session != nil else { return }
        session = nil
        hasLostLock = true
    }

    /// The open session, or a new one that has the pipeline's lock.
    private func openSession(_ isCancelled: @escaping () -> Bool) throws(PostgreSQLError) -> StatusSession {
        if let session {
            session.isCancelled = isCancelled
            return session
        }
        guard let client else { throw PostgreSQLError("the run was not started") }
        let session = try StatusSession(client.text, database, using: client.library, isCancelled: isCancelled)
        guard try session.lock(pipeline: database.pipelineID) else { throw .pipelineIsLocked(database.pipelineID) }
        session.keepWhileConnected()
        self.session = session
        return session
    }
}
