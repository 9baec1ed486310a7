/// Decides who reads and who waits when a reader may be a few items ahead of its consumer.
///
/// ```
/// consumer  waits ───────── takes 1, waits ─ takes 2, waits ─ takes 3, works on it …
/// reader      └ reads 1 ────── reads 2 ──────── reads 3 ──────── until `capacity` items are ready, then rests
/// ```
///
/// It holds no lock, reads nothing and resumes nothing: the caller performs the action it returns.
struct ReadAhead<Item, Waiter> {
    /// The reply to a request for an item.
    enum Answer {
        /// An item. The reader, if it rests, must be woken.
        case item(Item, wakesReader: Bool)
        /// There is no item yet.
        case notYet
        /// There will be no more items.
        case end
    }

    /// What a consumer that wants to wait must do.
    enum WaitAction {
        /// Ask again: something has become ready, or nothing ever will.
        case askAgain
        /// Wait: the waiter is kept, and returned when it should ask again. The reader, if it rests, must be woken.
        case wait(wakesReader: Bool)
    }

    /// The reader rests when this many items are ready.
    private let capacity: Int
    private var ready: [Item] = []
    private var waiters: [Waiter] = []
    private var isReading = false
    /// Whether nothing more will be read.
    private var isOver = false

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The consumer has asked for the next item.
    mutating func didAsk() -> Answer {
        guard !ready.isEmpty else { return isOver ? .end : .notYet }
        return .item(ready.removeFirst(), wakesReader: wakeReader())
    }

    /// The consumer has decided to wait, as there was no item yet.
    mutating func didDecideToWait(_ waiter: Waiter) -> WaitAction {
        guard ready.isEmpty, !isOver else { return .askAgain }
        waiters.append(waiter)
        return .wait(wakesReader: wakeReader())
    }

    /// The reader has read an item; returns the waiter that should ask again, and whether the reader should continue.
    mutating func didRead(_ item: Item) -> (waiter: Waiter?, continues: Bool) {
        guard !isOver else { return (nil, false) }
        ready.append(item)
        isReading = ready.count < capacity
        return (waiters.isEmpty ? nil : waiters.removeFirst(), isReading)
    }

    /// The reader has reached the end; returns the waiters that should ask again.
    mutating func didEnd() -> [Waiter] {
        isOver = true
        defer { waiters = [] }
        return waiters
    }

    /// The consumer is gone, and what is ready is discarded; returns the waiters that should ask again.
    mutating func didClose() -> [Waiter] {
        ready = []
        return didEnd()
    }

    /// Returns whether the reader must be woken, and counts it as woken.
    private mutating func wakeReader() -> Bool {
        guard !isReading, !isOver else { return false }
        isReading = true
        return true
    }
}
