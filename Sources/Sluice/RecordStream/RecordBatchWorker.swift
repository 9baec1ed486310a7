/// Reads an input batch by batch, ahead of whoever takes the batches.
///
/// It is the pipeline's reading without its parallelism: the same chunks, seams and batches. It runs on a queue of its
/// own, as reading may block.
actor RecordBatchWorker {
    private let executor = QueueExecutor(label: "sluice.records")
    private let stream: RecordStream
    private let shared: SharedReadAhead
    private var reading: SequentialReading?
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
        do throws(RecordStreamError) {
            while true {
                guard let batch = try nextBatch() else { return shared.end() }
                guard shared.put(.success(batch)) || batch.failure != nil else { return }
                if let failure = batch.failure { throw failure }
            }
        } catch {
            _ = shared.put(.failure(error))
            shared.end()
        }
    }

    /// Returns the next batch, or `nil` at the end of the input.
    private func nextBatch() throws(RecordStreamError) -> ReadBatch? {
        let storage = shared.takeSpare() ?? newStorage()
        var diagnostics: [Diagnostic] = []
        var failure: RecordStreamError?
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
            return ReadBatch(storage: storage, diagnostics: diagnostics, failure: failure)
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
    /// Why there is no next batch, if there is none.
    let failure: RecordStreamError?
}
