/// Reads an input batch by batch, in order, for one iteration of a `RecordStream`.
///
/// It is the pipeline's reading without its parallelism: the same chunks, seams and batches. It runs on a queue of its
/// own, as reading may block.
@usableFromInline
actor RecordBatchReader {
    private let executor = QueueExecutor(label: "sluice.records")
    private let stream: RecordStream
    private var reading: SequentialReading?
    /// Why the iteration ends when the batch before has been used up.
    private var failure: RecordStreamError?
    private var isAtEnd = false

    @usableFromInline
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor keeps its executor.
        unsafe executor.asUnownedSerialExecutor()
    }

    init(_ stream: RecordStream) {
        self.stream = stream
    }

    /// Returns the next batch that has records, or `nil` at the end of the input.
    func next() throws(RecordStreamError) -> RecordBatchStorage? {
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
            let storage = try reading?.nextBatch { diagnostic, isStructural in
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
