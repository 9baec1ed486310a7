/// The batches of an input, in order, for one iteration of a `RecordStream`.
///
/// It stands on the consumer's side. When it goes, the reading ends.
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

    /// Returns the next batch that has records, or `nil` at the end of the input.
    ///
    /// Bad records are told of here, when the batch that they were met in is taken: none is that nobody has come to.
    func next() async throws(RecordStreamError) -> RecordBatchStorage? {
        while let item = await shared.next(wakeReader: { [worker] in Task { await worker.readAhead() } }) {
            let batch = try item.get()
            if case .report(let report) = badRecords { for diagnostic in batch.diagnostics { report(diagnostic) } }
            if batch.storage.rowCount > 0 { return batch.storage }
            recycle(batch.storage)
        }
        return nil
    }

    /// Gives back a batch that nobody else holds, to be filled again.
    func recycle(_ storage: RecordBatchStorage) { shared.recycle(storage) }

    /// How many storages the iteration has needed.
    var storageCount: Int { get async { await worker.storageCount } }
}
