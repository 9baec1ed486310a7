/// Decides who reads and who waits, where a reader may be some items ahead of its consumer.
///
/// ```
/// consumer  asks ────────── takes 1, asks ── takes 2, asks ── works on 2 …
/// reader      └ reads 1, 2, 3 …                                 └ goes on until `capacity` items are ready, then rests
/// ```
///
/// It holds no lock, reads nothing and resumes nobody: whoever calls it does what the action says.
struct ReadAhead<Item, Waiter> {
    /// What becomes of one who asks.
    enum Answer {
        /// Here is an item; `nil` if there will be no more.
        case take(Item?)
        /// The waiter is kept, and will be returned with the item.
        case wait
    }

    /// The reader rests when so many items wait to be taken.
    private let capacity: Int
    private var ready: [Item] = []
    private var waiters: [Waiter] = []
    private var isReading = false
    /// Whether nothing more will be read.
    private var isOver = false

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Someone has asked for the next item; returns what becomes of him, and whether the reader is to be woken.
    mutating func wasAsked(by waiter: Waiter) -> (answer: Answer, wakesReader: Bool) {
        if ready.isEmpty, isOver { return (.take(nil), false) }
        let wakesReader = !isReading && !isOver
        if wakesReader { isReading = true }
        guard ready.isEmpty else { return (.take(ready.removeFirst()), wakesReader) }
        waiters.append(waiter)
        return (.wait, wakesReader)
    }

    /// The reader has read an item; returns who gets it, if somebody waits, and whether the reader is to go on.
    mutating func didRead(_ item: Item) -> (waiter: Waiter?, goesOn: Bool) {
        guard !isOver else { return (nil, false) }
        guard waiters.isEmpty else { return (waiters.removeFirst(), true) }
        ready.append(item)
        isReading = ready.count < capacity
        return (nil, isReading)
    }

    /// The reader has come to the end; returns those who wait in vain.
    mutating func didEnd() -> [Waiter] {
        isOver = true
        defer { waiters = [] }
        return waiters
    }

    /// The consumer has gone, and what is ready is forgotten; returns those who wait in vain.
    mutating func didClose() -> [Waiter] {
        ready = []
        return didEnd()
    }
}
