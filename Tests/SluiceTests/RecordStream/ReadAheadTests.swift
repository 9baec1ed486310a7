import Testing

@testable import Sluice

@Suite("Who reads and who waits")
struct ReadAheadTests {
    private typealias Machine = ReadAhead<Int, String>

    @Test("the first to ask waits, and is resumed when an item is ready; the reader continues until enough are ready")
    func waiting() {
        var machine = Machine(capacity: 2)
        #expect(machine.ask() == "not yet")
        #expect(machine.wait("a") == "waits, wakes")
        #expect(machine.wait("b") == "waits")
        #expect(machine.didRead(1) == ("a", true))
        #expect(machine.ask() == "1")
        #expect(machine.didRead(2) == ("b", true))
        #expect(machine.didRead(3) == (nil, false))
    }

    @Test("what is ready is taken in order, and a reader that rests is woken once")
    func taking() {
        var machine = Machine(capacity: 2)
        #expect(machine.wait("a") == "waits, wakes")
        #expect(machine.didRead(1) == ("a", true))
        #expect(machine.didRead(2) == (nil, false))
        #expect(machine.ask() == "1, wakes")
        #expect(machine.ask() == "2")
        #expect(machine.ask() == "not yet")
        #expect(machine.wait("b") == "waits")
        #expect(machine.didRead(3) == ("b", true))
    }

    @Test("a consumer that wants to wait asks again if an item has become ready")
    func askingAgain() {
        var machine = Machine(capacity: 2)
        #expect(machine.wait("a") == "waits, wakes")
        #expect(machine.ask() == "not yet")
        _ = machine.didRead(1)
        #expect(machine.wait("b") == "asks again")
        #expect(machine.ask() == "1")
        _ = machine.didEnd()
        #expect(machine.wait("b") == "asks again")
        #expect(machine.ask() == "end")
    }

    @Test("the end comes after everything read before it, and is final")
    func ending() {
        var machine = Machine(capacity: 3)
        #expect(machine.wait("a") == "waits, wakes")
        #expect(machine.wait("b") == "waits")
        #expect(machine.didRead(1) == ("a", true))
        #expect(machine.didRead(2) == ("b", true))
        #expect(machine.wait("c") == "asks again")
        #expect(machine.didEnd() == [])
        #expect(machine.ask() == "1")
        #expect(machine.ask() == "2")
        #expect(machine.ask() == "end")
        #expect(machine.ask() == "end")
    }

    @Test("closing resumes all waiters, discards what is ready, and stops the reader")
    func closing() {
        var machine = Machine(capacity: 2)
        _ = machine.wait("a")
        _ = machine.wait("b")
        #expect(machine.didClose() == ["a", "b"])
        #expect(machine.didRead(1) == (nil, false))
        #expect(machine.ask() == "closed")
        #expect(machine.didClose() == [])
        var other = Machine(capacity: 2)
        _ = other.wait("a")
        _ = other.didRead(1)
        #expect(other.didClose() == [])
        #expect(other.ask() == "closed")
    }

    @Test("who closes before the end is known does not see an end; who closes after it has seen it")
    func closingAtTheEnd() {
        var machine = Machine(capacity: 2)
        _ = machine.wait("a")
        _ = machine.didRead(1)
        #expect(machine.didEnd() == [])
        #expect(machine.didClose() == [])
        #expect(machine.ask() == "closed")
        var other = Machine(capacity: 2)
        _ = other.wait("a")
        #expect(other.didEnd() == ["a"])
        #expect(other.ask() == "end")
        #expect(other.didClose() == [])
        #expect(other.ask() == "end")
    }
}

extension ReadAhead where Item == Int, Waiter == String {
    /// Asks, and describes the answer.
    fileprivate mutating func ask() -> String {
        switch didAsk() {
        case .item(let item, let wakesReader): wakesReader ? "\(item), wakes" : "\(item)"
        case .notYet: "not yet"
        case .end: "end"
        case .closed: "closed"
        }
    }

    /// Decides to wait, and describes the action.
    fileprivate mutating func wait(_ waiter: String) -> String {
        switch didDecideToWait(waiter) {
        case .askAgain: "asks again"
        case .wait(let wakesReader): wakesReader ? "waits, wakes" : "waits"
        }
    }
}
