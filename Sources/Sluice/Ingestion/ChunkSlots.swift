/// The fixed number of chunks that may be under way: the pipeline's back pressure.
///
/// The reader waits here until the sink has freed a slot, so memory is the number of slots times the size of a chunk
/// and its output, however large the input.
final class ChunkSlots: Sendable {
    private struct State {
        var free: [ChunkSlot]
        var waiters: [CheckedContinuation<ChunkSlot?, Never>] = []
        var isClosed = false
    }

    private let state: Locked<State>

    init(count: Int) {
        state = Locked(State(free: (0..<count).map { _ in ChunkSlot() }))
    }

    /// Waits for a free slot; returns `nil` once the slots are closed.
    func acquire() async -> ChunkSlot? {
        let slot: ChunkSlot? = await withCheckedContinuation { continuation in
            let (slot, isDecided) = state.withLock { state -> (ChunkSlot?, Bool) in
                if state.isClosed { return (nil, true) }
                if let slot = state.free.popLast() { return (slot, true) }
                state.waiters.append(continuation)
                return (nil, false)
            }
            if isDecided { continuation.resume(returning: slot) }
        }
        HappensBefore.received(from: self)
        return slot
    }

    /// Gives a slot back.
    func release(_ slot: ChunkSlot) {
        slot.clear()
        HappensBefore.handedOver(by: self)
        let waiter = state.withLock { state -> CheckedContinuation<ChunkSlot?, Never>? in
            guard !state.waiters.isEmpty else {
                state.free.append(slot)
                return nil
            }
            return state.waiters.removeFirst()
        }
        waiter?.resume(returning: slot)
    }

    /// Ends the run: nobody waits any more.
    func close() {
        let waiters = state.withLock { state in
            state.isClosed = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: nil) }
    }
}
