#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Keeps a pipeline's rows in step with one run: its start, how far it is, its end.
///
/// It runs on a queue of its own. What it does in between holds up nobody: a word of progress that cannot be sent at
/// once is dropped, and counted.
actor PipelineTracker {
    /// Progress is told at most this often.
    private static let interval = Duration.seconds(1)
    /// What an interrupted run has to tell of its end: it must be gone within five seconds.
    private static let interruptedTimeout = Duration.seconds(2)
    private static let firstPause = Duration.milliseconds(100)
    private static let longestPause = Duration.seconds(2)

    private struct Reporting {
        var lastTold: ContinuousClock.Instant
        var isUnderWay = false
        var isOver = false
        var dropped = 0
    }

    private let executor = QueueExecutor(label: "sluice.status")
    private let database: PipelineDatabase
    private let library: LibPQ
    private let text: ConnectionText
    private let cancellation: Cancellation
    private let reporting: Locked<Reporting>
    private var session: StatusSession?

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor keeps its executor.
        unsafe executor.asUnownedSerialExecutor()
    }

    /// Prepares; nothing is connected yet.
    ///
    /// Waits end once `cancellation` is requested.
    init(_ database: PipelineDatabase, cancellation: Cancellation) throws(IngestionError) {
        self.database = database
        self.cancellation = cancellation
        (library, text) = try database.prepare()
        reporting = Locked(Reporting(lastTold: .now))
    }

    /// Progress that was due and could not be told.
    nonisolated var droppedUpdates: Int { reporting.withLock { $0.dropped } }

    /// Records that a run has begun.
    ///
    /// - Throws: an `IngestionError` of kind `usage` where there is no such pipeline, of kind `output` where the
    ///   database cannot be reached.
    func begin(input: String) throws(IngestionError) {
        let isKnown: Bool
        do throws(PostgreSQLError) {
            isKnown = try record(.begin(input: input)) { [cancellation] in cancellation.isRequested }
        } catch {
            guard !cancellation.isRequested else { throw .interrupted }
            throw IngestionError(
                .output,
                "cannot reach \(text.description): \(error.message)",
                isTransient: error.isTransient
            )
        }
        guard isKnown else { throw .noPipeline(database.pipelineID, text) }
    }

    /// Takes note of how far the run is; returns at once.
    nonisolated func note(_ progress: IngestionProgress) {
        let isDue = reporting.withLock { reporting in
            guard !reporting.isOver, .now - reporting.lastTold >= Self.interval else { return false }
            reporting.lastTold = .now
            if reporting.isUnderWay {
                reporting.dropped += 1
                return false
            }
            reporting.isUnderWay = true
            return true
        }
        guard isDue else { return }
        let records = progress.records - progress.rejects
        Task.detached { await self.tell(records) }
    }

    private func tell(_ records: Int) {
        do throws(PostgreSQLError) {
            let session = try openSession { [self] in cancellation.isRequested || reporting.withLock { $0.isOver } }
            try session.record(pipeline: database.pipelineID, progress: records)
        } catch {
            session = nil
            reporting.withLock { $0.dropped += 1 }
        }
        reporting.withLock { $0.isUnderWay = false }
    }

    /// Ends what is being told: waits that are under way give up.
    nonisolated func stopTelling() { reporting.withLock { $0.isOver = true } }

    /// Records that the run has ended, again and again until it is recorded or the time for it is over.
    ///
    /// Does not throw for the pipeline's own failure: what it returns is why the end is not recorded.
    func end(_ change: StatusChange) async -> String? {
        let deadline = ContinuousClock.now + (cancellation.isRequested ? Self.interruptedTimeout : database.endTimeout)
        var pause = Self.firstPause
        while true {
            do throws(PostgreSQLError) {
                let isKnown = try record(change) { .now >= deadline }
                return isKnown ? nil : "there is no pipeline \(database.pipelineID) in \(text.description) any more"
            } catch {
                guard error.isTransient, .now + pause < deadline else {
                    return "cannot record it in \(text.description): \(error.message)"
                }
            }
            // A task that has been cancelled does not sleep: the queue waits, which nobody else uses.
            Self.sleep(pause)
            pause = min(pause * 2, Self.longestPause)
        }
    }

    private static func sleep(_ pause: Duration) {
        let (seconds, attoseconds) = pause.components
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        // SAFETY: the call reads the struct that it is given; a signal may cut it short, which does no harm.
        unsafe nanosleep(&time, nil)
    }

    private func record(
        _ change: StatusChange,
        isCancelled: @escaping () -> Bool
    ) throws(PostgreSQLError) -> Bool {
        do throws(PostgreSQLError) {
            let session = try openSession(isCancelled)
            return try session.record(pipeline: database.pipelineID, change)
        } catch {
            session = nil
            throw error
        }
    }

    /// The open session, or a new one.
    private func openSession(_ isCancelled: @escaping () -> Bool) throws(PostgreSQLError) -> StatusSession {
        if let session {
            session.isCancelled = isCancelled
            return session
        }
        let session = try StatusSession(text, database, using: library, isCancelled: isCancelled)
        self.session = session
        return session
    }
}
