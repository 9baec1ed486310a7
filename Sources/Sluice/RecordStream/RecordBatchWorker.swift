/// Reads an input batch by batch, ahead of the consumer.
///
/// It reads like `Ingestion`, with the same chunks, seams and batches, but without parallelism. It runs on its own
/// queue, as reading may block.
actor RecordBatchWorker {
    private let executor = QueueExecutor(label: "sluice.records")
    private let stream: RecordStream
    private let shared: SharedReadAhead
    private var reading: SequentialReading?
    /// Why there is no batch after the last one read.
    private var failure: RecordStreamError?
    /// How many storages have been created: few, as long as no record is kept.
    private(set) var storageCount = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor keeps its executor.
        unsafe executor.asUnownedSerialExecutor()
    }

    init(_ stream: RecordStream, _ shared: SharedReadAhead) {
        self.stream = stream
        self.shared = shared
    }

    /// Reads until enough batches are ready, or the input ends.
    func readAhead() {
        var continues = true
        while continues {
            let waiter: SharedReadAhead.Waiter?
            (waiter, continues) = putNext()
            waiter?.resume()
        }
    }

    /// Reads a batch and puts it where the consumer takes it.
    private func putNext() -> (waiter: SharedReadAhead.Waiter?, continues: Bool) {
        do throws(RecordStreamError) {
            if let failure { throw failure }
            if let batch = try nextBatch() { return shared.put(.success(batch)) }
            shared.end()
            return (nil, false)
        } catch {
            let waiter = shared.put(.failure(error)).waiter
            shared.end()
            return (waiter, false)
        }
    }

    /// Returns the next batch, or `nil` at the end of the input.
    private func nextBatch() throws(RecordStreamError) -> ReadBatch? {
        let storage = shared.takeSpare() ?? newStorage()
        var diagnostics: [Diagnostic] = []
        do throws(InputError) {
            if reading == nil { reading = try SequentialReading(stream, cancellation: shared.cancellation) }
            let isRead = try reading?.readBatch(into: storage) { diagnostic, isStructural in
                guard failure == nil else { return false }
                if case .report = stream.badRecords {
                    diagnostics.append(diagnostic)
                    if !isStructural { return true }
                }
                failure = RecordStreamError(
                    isStructural ? .input : .data,
                    diagnostic.headline,
                    diagnostic: diagnostic
                )
                return false
            }
            if failure != nil, let streamBreak = reading?.breakAfterBadRecord() {
                failure = RecordStreamError(.input, streamBreak.message)
            }
            guard isRead == true else {
                try reading?.checkAllUnchanged()
                return nil
            }
            return ReadBatch(storage: storage, diagnostics: diagnostics)
        } catch {
            let diagnostic = error.fault.map { Diagnostic($0) }
            throw RecordStreamError(.input, diagnostic?.headline ?? error.message, diagnostic: diagnostic)
        }
    }

    private func newStorage() -> RecordBatchStorage {
        storageCount += 1
        return RecordBatchStorage(keyField: stream.location?.keyField)
    }
}
