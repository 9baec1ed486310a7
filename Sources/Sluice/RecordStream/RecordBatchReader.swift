/// The batches of an input, in order, for one iteration of a `RecordStream`.
///
/// It belongs to the consumer. When it is released, reading ends.
@usableFromInline
final class RecordBatchReader: Sendable {
    private let shared = SharedReadAhead()
    let worker: RecordBatchWorker
    private let badRecords: RecordStream.BadRecordPolicy

    init(_ stream: RecordStream) {
        worker = RecordBatchWorker(stream, shared)
        badRecords = stream.badRecords
    }

    deinit { shared.close() }

    /// Returns the next batch that has records, or `nil` at the end of the input; throws if the task is cancelled.
    ///
    /// Bad records are reported here, when their batch is taken, and not when it was read ahead: so none is reported
    /// before the consumer has come that far.
    func next() async throws(RecordStreamError) -> RecordBatchStorage? {
        while let batch = try await shared.next(wakeReader: { [worker] in Task { await worker.readAhead() } }) {
            if case .report(let report) = badRecords { for diagnostic in batch.diagnostics { report(diagnostic) } }
            if batch.storage.rowCount > 0 { return batch.storage }
            recycle(batch.storage)
        }
        return nil
    }

    /// Takes back a batch that nothing else holds, to be reused.
    func recycle(_ storage: RecordBatchStorage) { shared.recycle(storage) }

    /// How many storages the iteration has created.
    var storageCount: Int { get async { await worker.storageCount } }
}
