/// Where one thread leaves the batches that it has read ahead, and another takes them.
final class SharedReadAhead: Sendable {
    typealias Item = Result<ReadBatch, RecordStreamError>
    typealias Waiter = CheckedContinuation<Void, Never>

    private struct State {
        var readAhead: ReadAhead<Item, Waiter>
        /// Storages to be filled again.
        var spares: [RecordBatchStorage] = []
    }

    /// So many batches may be ready: a consumer that is held up now and then finds work, and so does the reader.
    private static let capacity = 2

    private let state = Locked(State(readAhead: ReadAhead(capacity: capacity)))
    /// Ends a read that waits for bytes.
    let cancellation = Cancellation()

    /// Returns the next batch, or `nil` at the end; `wakeReader` is called where the reader rests.
    ///
    /// Cancelling the task closes this.
    func next(wakeReader: () -> Void) async -> Item? {
        await withTaskCancellationHandler {
            while true {
                switch state.withLock({ state in state.readAhead.didAsk() }) {
                case .item(let item, let wakesReader):
                    if wakesReader { wakeReader() }
                    return item
                case .notYet: await wait(wakeReader)
                case .end: return nil
                }
            }
        } onCancel: {
            close()
        }
    }

    private func wait(_ wakeReader: () -> Void) async {
        await withCheckedContinuation { continuation in
            switch state.withLock({ state in state.readAhead.didDecideToWait(continuation) }) {
            case .askAgain: continuation.resume()
            case .wait(let wakesReader): if wakesReader { wakeReader() }
            }
        }
    }

    /// Leaves a batch, or an error; returns who waits for it, and whether the reader is to go on.
    ///
    /// The waiter is to be resumed when the batch has been let go of: whoever takes a batch gives it back only if nobody
    /// else holds it, and may have done so before the one who resumes it runs again.
    func leave(_ item: Item) -> (waiter: Waiter?, goesOn: Bool) {
        state.withLock { state in state.readAhead.didRead(item) }
    }

    /// Tells that there is nothing more to read.
    func end() {
        let waiters = state.withLock { state in state.readAhead.didEnd() }
        for waiter in waiters { waiter.resume() }
    }

    /// Tells that nobody wants any more.
    func close() {
        cancellation.request()
        let waiters = state.withLock { state in state.readAhead.didClose() }
        for waiter in waiters { waiter.resume() }
    }

    /// Gives back a storage that nobody else holds.
    func recycle(_ storage: RecordBatchStorage) {
        storage.clear()
        state.withLock { $0.spares.append(storage) }
    }

    /// Returns a storage to be filled again, if there is one.
    func takeSpare() -> RecordBatchStorage? { state.withLock { $0.spares.popLast() } }
}
