/// Where one thread puts the batches that it has read ahead, and another takes them.
final class SharedReadAhead: Sendable {
    typealias Item = Result<ReadBatch, RecordStreamError>
    typealias Waiter = CheckedContinuation<Void, Never>

    private struct State {
        var readAhead: ReadAhead<Item, Waiter>
        /// Storages to be reused.
        var spares: [RecordBatchStorage] = []
    }

    /// This many batches may be ready: enough for reader and consumer to keep working when one of them is delayed.
    private static let capacity = 2

    private let state = Locked(State(readAhead: ReadAhead(capacity: capacity)))
    /// Ends a read that is waiting for bytes.
    let cancellation = Cancellation()

    /// Returns the next batch, or `nil` at the end; calls `wakeReader` if the reader rests.
    ///
    /// If the task is cancelled, reading ends, and this throws.
    func next(wakeReader: () -> Void) async throws(RecordStreamError) -> ReadBatch? {
        let item: Item? = await withTaskCancellationHandler {
            while true {
                switch state.withLock({ state in state.readAhead.didAsk() }) {
                case .item(let item, let wakesReader):
                    if wakesReader { wakeReader() }
                    return item
                case .notYet: await wait(wakeReader)
                case .end: return nil
                case .closed: return .failure(.cancelled)
                }
            }
        } onCancel: {
            close()
        }
        return try item?.get()
    }

    private func wait(_ wakeReader: () -> Void) async {
        await withCheckedContinuation { continuation in
            switch state.withLock({ state in state.readAhead.didDecideToWait(continuation) }) {
            case .askAgain: continuation.resume()
            case .wait(let wakesReader): if wakesReader { wakeReader() }
            }
        }
    }

    /// Puts a batch, or an error, in place; returns the waiter for it, and whether the reader should continue.
    ///
    /// The waiter must be resumed only after the caller has released the batch. The consumer recycles a batch only if
    /// nothing else holds it, and may be done with it before the caller runs again.
    func put(_ item: Item) -> (waiter: Waiter?, continues: Bool) {
        state.withLock { state in state.readAhead.didRead(item) }
    }

    /// Notes that there is nothing more to read.
    func end() {
        let waiters = state.withLock { state in state.readAhead.didEnd() }
        for waiter in waiters { waiter.resume() }
    }

    /// Notes that the consumer is gone, or its task cancelled.
    func close() {
        // First, so that a read which ends because of the request is discarded.
        let waiters = state.withLock { state in state.readAhead.didClose() }
        cancellation.request()
        for waiter in waiters { waiter.resume() }
    }

    /// Takes back a storage that nothing else holds, to be reused.
    func recycle(_ storage: RecordBatchStorage) {
        storage.clear()
        state.withLock { $0.spares.append(storage) }
    }

    /// Returns a storage to be reused, if there is one.
    func takeSpare() -> RecordBatchStorage? { state.withLock { $0.spares.popLast() } }
}
