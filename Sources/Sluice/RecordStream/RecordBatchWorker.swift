/// Reads an input batch by batch, ahead of whoever takes the batches.
///
/// It is the pipeline's reading without its parallelism: the same chunks, seams and batches. It runs on a queue of its
/// own, as reading may block.
actor RecordBatchWorker {
    private let executor = QueueExecutor(label: "sluice.records")
    private let stream: RecordStream
    private let shared: SharedReadAhead
    private var reading: SequentialReading?
    /// Why there is no batch behind the one read last.
    private var failure: RecordStreamError?
    /// How many storages have been made: they are few, as long as no record is kept.
    private(set) var storageCount = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor keeps its executor.
        unsafe executor.asUnownedSerialExecutor()
    }

    init(_ stream: RecordStream, _ shared: SharedReadAhead) {
        self.stream = stream
        self.shared = shared
    }

    /// Reads until enough has been read for now, or the input is at its end.
    func readAhead() {
        var goesOn = true
        while goesOn {
            let waiter: SharedReadAhead.Waiter?
            (waiter, goesOn) = leaveNext()
            waiter?.resume()
        }
    }

    /// Reads a batch and leaves it for the consumer.
    private func leaveNext() -> (waiter: SharedReadAhead.Waiter?, goesOn: Bool) {
        do throws(RecordStreamError) {
            if let failure { throw failure }
            if let batch = try nextBatch() { return shared.leave(.success(batch)) }
            shared.end()
            return (nil, false)
        } catch {
            let waiter = shared.leave(.failure(error)).waiter
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
                failure = RecordStreamError(diagnostic.headline, diagnostic: diagnostic)
                return false
            }
            guard isRead == true else {
                try reading?.checkUnchanged()
                return nil
            }
            return ReadBatch(storage: storage, diagnostics: diagnostics)
        } catch {
            throw RecordStreamError(error.message)
        }
    }

    private func newStorage() -> RecordBatchStorage {
        storageCount += 1
        return RecordBatchStorage()
    }
}

/// A batch, and what was met while it was read.
struct ReadBatch: Sendable {
    let storage: RecordBatchStorage
    /// The bad records to tell of.
    let diagnostics: [Diagnostic]
}
