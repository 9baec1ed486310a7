/// Reads an input batch by batch, in order, for one iteration of a `RecordStream`.
///
/// It is the pipeline's reading without its parallelism: the same chunks, seams and batches. It runs on a queue of its
/// own, as reading may block, and reads ahead while the batch before is looked at.
@usableFromInline
actor RecordBatchReader {
    private let executor = QueueExecutor(label: "sluice.records")
    private let stream: RecordStream
    private var reading: SequentialReading?
    /// Why the iteration ends when the batch before has been used up.
    private var failure: RecordStreamError?
    private var isAtEnd = false
    /// How many batches are read ahead: with two the reader is at work while one is fetched.
    private static let maximumAhead = 2

    private typealias Outcome = Result<RecordBatchStorage?, RecordStreamError>
    /// What has been read ahead, in order, and whether there may be more.
    private var ahead: [Outcome] = []
    private var mayReadAhead = true
    private var isReadingAhead = false
    /// Batches that have been used up.
    private var spares: [RecordBatchStorage] = []

    @usableFromInline
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor keeps its executor.
        unsafe executor.asUnownedSerialExecutor()
    }

    init(_ stream: RecordStream) {
        self.stream = stream
    }

    /// Returns the next batch that has records, or `nil` at the end of the input.
    ///
    /// `used` is a batch that nobody has any more.
    func next(recycling used: RecordBatchStorage?) throws(RecordStreamError) -> RecordBatchStorage? {
        if let used { spares.append(used) }
        let outcome = ahead.isEmpty ? read() : ahead.removeFirst()
        scheduleReadingAhead()
        return try outcome.get()
    }

    /// Reads a batch ahead once whoever waits for one has been served.
    private func scheduleReadingAhead() {
        guard mayReadAhead, !isReadingAhead, ahead.count < Self.maximumAhead else { return }
        isReadingAhead = true
        Task {
            isReadingAhead = false
            ahead.append(read())
            scheduleReadingAhead()
        }
    }

    private func read() -> Outcome {
        do throws(RecordStreamError) {
            let batch = try readBatch()
            if batch == nil { mayReadAhead = false }
            return .success(batch)
        } catch {
            mayReadAhead = false
            return .failure(error)
        }
    }

    private func readBatch() throws(RecordStreamError) -> RecordBatchStorage? {
        while !isAtEnd {
            if let failure {
                isAtEnd = true
                throw failure
            }
            guard let storage = try nextBatch() else {
                isAtEnd = true
                return nil
            }
            if storage.rowCount > 0 { return storage }
        }
        return nil
    }

    private func nextBatch() throws(RecordStreamError) -> RecordBatchStorage? {
        do throws(InputError) {
            if reading == nil { reading = try SequentialReading(stream) }
            let storage = try reading?.nextBatch(recycling: spares.popLast()) { diagnostic, isStructural in
                guard failure == nil else { return false }
                if case .report(let report) = stream.badRecords {
                    report(diagnostic)
                    if !isStructural { return true }
                }
                failure = RecordStreamError(diagnostic.headline, diagnostic: diagnostic)
                return false
            }
            if storage == nil { try reading?.checkUnchanged() }
            return storage
        } catch {
            isAtEnd = true
            throw RecordStreamError(error.message)
        }
    }
}
