/// Decides who reads and who waits, where a reader may be some items ahead of its consumer.
///
/// ```
/// consumer  waits ───────── takes 1, waits ─ takes 2, waits ─ takes 3, works on it …
/// reader      └ reads 1 ────── reads 2 ──────── reads 3 ──────── goes on until `capacity` items are ready, then rests
/// ```
///
/// It holds no lock, reads nothing and resumes nobody: whoever calls it does what the action says.
struct ReadAhead<Item, Waiter> {
    /// What one who asks gets.
    enum Answer {
        /// Here is an item. The reader, if it rests, is to be woken.
        case item(Item, wakesReader: Bool)
        /// There is none as yet.
        case notYet
        /// There will be no more.
        case end
    }

    /// What one who means to wait is to do.
    enum WaitAction {
        /// Ask again: something is ready by now, or nothing will ever be.
        case askAgain
        /// Wait: the waiter is kept, and returned when there is something to ask for. The reader, if it rests, is to be
        /// woken.
        case wait(wakesReader: Bool)
    }

    /// The reader rests when so many items are ready.
    private let capacity: Int
    private var ready: [Item] = []
    private var waiters: [Waiter] = []
    private var isReading = false
    /// Whether nothing more will be read.
    private var isOver = false

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Someone asks for the next item.
    mutating func didAsk() -> Answer {
        guard !ready.isEmpty else { return isOver ? .end : .notYet }
        return .item(ready.removeFirst(), wakesReader: wakeReader())
    }

    /// Someone has been told that there is no item as yet.
    mutating func didDecideToWait(_ waiter: Waiter) -> WaitAction {
        guard ready.isEmpty, !isOver else { return .askAgain }
        waiters.append(waiter)
        return .wait(wakesReader: wakeReader())
    }

    /// The reader has read an item; returns who is to ask again, and whether the reader is to go on.
    mutating func didRead(_ item: Item) -> (waiter: Waiter?, goesOn: Bool) {
        guard !isOver else { return (nil, false) }
        ready.append(item)
        isReading = ready.count < capacity
        return (waiters.isEmpty ? nil : waiters.removeFirst(), isReading)
    }

    /// The reader has come to the end; returns those who are to ask again.
    mutating func didEnd() -> [Waiter] {
        isOver = true
        defer { waiters = [] }
        return waiters
    }

    /// The consumer has gone, and what is ready is forgotten; returns those who are to ask again.
    mutating func didClose() -> [Waiter] {
        ready = []
        return didEnd()
    }

    /// Returns whether the reader has to be woken, and counts it as woken.
    private mutating func wakeReader() -> Bool {
        guard !isReading, !isOver else { return false }
        isReading = true
        return true
    }
}
