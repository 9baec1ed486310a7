/// The fixed number of chunks that may be in flight: the run's back pressure.
///
/// The reader waits here until the sink has released a buffer, so memory is the number of buffers times the size of a
/// chunk and its output, whatever the size of the input.
final class ChunkBuffers: Sendable {
    private struct State {
        var free: [ChunkBuffer]
        var waiters: [CheckedContinuation<ChunkBuffer?, Never>] = []
        var isClosed = false
    }

    private let state: Locked<State>

    init(count: Int) {
        state = Locked(State(free: (0..<count).map { _ in ChunkBuffer() }))
    }

    /// Waits for a free buffer; returns `nil` once the buffers are closed.
    func acquire() async -> ChunkBuffer? {
        let buffer: ChunkBuffer? = await withCheckedContinuation { continuation in
            let (buffer, isDecided) = state.withLock { state -> (ChunkBuffer?, Bool) in
                if state.isClosed { return (nil, true) }
                if let buffer = state.free.popLast() { return (buffer, true) }
                state.waiters.append(continuation)
                return (nil, false)
            }
            if isDecided { continuation.resume(returning: buffer) }
        }
        HappensBefore.received(from: self)
        return buffer
    }

    /// Returns a buffer, and resumes a reader that waits for one.
    func release(_ buffer: ChunkBuffer) {
        buffer.clear()
        HappensBefore.handedOver(by: self)
        let waiter = state.withLock { state -> CheckedContinuation<ChunkBuffer?, Never>? in
            guard !state.waiters.isEmpty else {
                state.free.append(buffer)
                return nil
            }
            return state.waiters.removeFirst()
        }
        waiter?.resume(returning: buffer)
    }

    /// Ends all waits, now and later.
    func close() {
        let waiters = state.withLock { state in
            state.isClosed = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: nil) }
    }
}
