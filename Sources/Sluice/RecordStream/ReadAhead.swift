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
        /// The reader has come to the end, and there are no more items.
        case end
        /// The consumer has given up before the end.
        case closed
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
    /// The answer once nothing is ready, where nothing more will be read.
    private var ending: Answer?
    /// Whether the consumer knows of the end.
    private var isEndKnown = false

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The consumer has asked for the next item.
    mutating func didAsk() -> Answer {
        guard !ready.isEmpty else {
            isEndKnown = ending != nil
            return ending ?? .notYet
        }
        return .item(ready.removeFirst(), wakesReader: wakeReader())
    }

    /// The consumer has decided to wait, as there was no item yet.
    mutating func didDecideToWait(_ waiter: Waiter) -> WaitAction {
        guard ready.isEmpty, ending == nil else { return .askAgain }
        waiters.append(waiter)
        return .wait(wakesReader: wakeReader())
    }

    /// The reader has read an item; returns the waiter that should ask again, and whether the reader should continue.
    mutating func didRead(_ item: Item) -> (waiter: Waiter?, continues: Bool) {
        guard ending == nil else { return (nil, false) }
        ready.append(item)
        isReading = ready.count < capacity
        return (waiters.isEmpty ? nil : waiters.removeFirst(), isReading)
    }

    /// The reader has reached the end; returns the waiters that should ask again.
    mutating func didEnd() -> [Waiter] {
        end(.end)
    }

    /// The consumer gives up, and what is ready is discarded; returns the waiters that should ask again.
    ///
    /// After the end there is nothing to give up.
    mutating func didClose() -> [Waiter] {
        guard !isEndKnown else { return [] }
        ready = []
        ending = nil
        return end(.closed)
    }

    private mutating func end(_ ending: Answer) -> [Waiter] {
        self.ending = self.ending ?? ending
        defer { waiters = [] }
        return waiters
    }

    /// Returns whether the reader must be woken, and counts it as woken.
    private mutating func wakeReader() -> Bool {
        guard !isReading, ending == nil else { return false }
        isReading = true
        return true
    }
}
