import Synchronization

/// Where one thread leaves the batches that it has read ahead, and another takes them.
final class SharedReadAhead: Sendable {
    typealias Item = Result<ReadBatch, RecordStreamError>
    private typealias Waiter = CheckedContinuation<Item?, Never>

    private struct State {
        var readAhead: ReadAhead<Item, Waiter>
        /// Storages to be filled again.
        var spares: [RecordBatchStorage] = []
    }

    /// So many batches may be ready: with one being filled, a consumer that is held up now and then finds work, and a
    /// reader as well.
    private static let capacity = 2
    /// More storages than this are not kept for later.
    private static let maximumSpares = 4

    private let state = Mutex(State(readAhead: ReadAhead(capacity: capacity)))
    /// Ends a read that waits for bytes.
    let cancellation = Cancellation()

    /// Returns the next batch, or `nil` at the end; `wakeReader` is called where the reader rests.
    ///
    /// Cancelling the task closes this.
    func next(wakeReader: () -> Void) async -> Item? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let action = state.withLock { state in state.readAhead.wasAsked(by: continuation) }
                if action.wakesReader { wakeReader() }
                if case .take(let item) = action.answer { continuation.resume(returning: item) }
            }
        } onCancel: {
            close()
        }
    }

    /// Leaves a batch, or an error; returns whether the reader is to go on.
    func put(_ item: Item) -> Bool {
        let (waiter, goesOn) = state.withLock { $0.readAhead.didRead(item) }
        waiter?.resume(returning: item)
        return goesOn
    }

    /// Tells that there is nothing more to read.
    func end() {
        let waiters = state.withLock { state in state.readAhead.didEnd() }
        for waiter in waiters { waiter.resume(returning: nil) }
    }

    /// Tells that nobody wants any more.
    func close() {
        cancellation.request()
        let waiters = state.withLock { state in state.readAhead.didClose() }
        for waiter in waiters { waiter.resume(returning: nil) }
    }

    /// Gives back a storage that the consumer is done with.
    func recycle(_ storage: RecordBatchStorage) {
        state.withLock { state in
            state.spares.append(storage)
            if state.spares.count > Self.maximumSpares { state.spares.removeFirst() }
        }
    }

    /// Returns a storage to be filled again, if there is one that nobody holds: neither a record that was kept, nor the
    /// reader, which may let go of a batch later than the consumer.
    func takeSpare() -> RecordBatchStorage? {
        state.withLock { state in
            // The one used last is still in the processor's caches.
            for index in state.spares.indices.reversed() where isKnownUniquelyReferenced(&state.spares[index]) {
                return state.spares.remove(at: index)
            }
            return nil
        }
    }
}
