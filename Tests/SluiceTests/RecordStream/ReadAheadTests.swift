import Testing

@testable import Sluice

@Suite("Who reads and who waits")
struct ReadAheadTests {
    private typealias Machine = ReadAhead<Int, String>

    @Test("who asks first waits, and gets what is read; the reader goes on until enough is ready")
    func waiting() {
        var machine = Machine(capacity: 2)
        #expect(machine.ask("a") == "waits, wakes")
        #expect(machine.ask("b") == "waits")
        #expect(machine.didRead(1) == ("a", true))
        #expect(machine.didRead(2) == ("b", true))
        #expect(machine.didRead(3) == (nil, true))
        #expect(machine.didRead(4) == (nil, false))
    }

    @Test("what is ready is taken in order, and a reader that rests is woken once")
    func taking() {
        var machine = Machine(capacity: 2)
        #expect(machine.ask("a") == "waits, wakes")
        for item in 0..<3 { _ = machine.didRead(item) }
        #expect(machine.ask("b") == "takes 1, wakes")
        #expect(machine.ask("c") == "takes 2")
        #expect(machine.ask("d") == "waits")
        #expect(machine.didRead(3) == ("d", true))
    }

    @Test("an end comes behind what was read before it, and stays")
    func ending() {
        var machine = Machine(capacity: 2)
        _ = machine.ask("a")
        _ = machine.didRead(0)
        _ = machine.didRead(1)
        #expect(machine.didEnd() == [])
        #expect(machine.ask("b") == "takes 1")
        #expect(machine.ask("c") == "takes nil")
        #expect(machine.ask("d") == "takes nil")
    }

    @Test("at an end nobody waits any more")
    func endingInVain() {
        var machine = Machine(capacity: 2)
        _ = machine.ask("a")
        _ = machine.ask("b")
        #expect(machine.didEnd() == ["a", "b"])
        #expect(machine.didClose() == [])
    }

    @Test("when it is closed, what is ready is forgotten, and the reader does not go on")
    func closing() {
        var machine = Machine(capacity: 2)
        _ = machine.ask("a")
        _ = machine.didRead(0)
        _ = machine.didRead(1)
        #expect(machine.didClose() == [])
        #expect(machine.didRead(2) == (nil, false))
        #expect(machine.ask("b") == "takes nil")
    }
}

extension ReadAhead where Item == Int, Waiter == String {
    /// Asks, and says in words what came of it.
    fileprivate mutating func ask(_ waiter: String) -> String {
        let (answer, wakesReader) = wasAsked(by: waiter)
        let words =
            switch answer {
            case .wait: "waits"
            case .take(nil): "takes nil"
            case .take(let item?): "takes \(item)"
            }
        return words + (wakesReader ? ", wakes" : "")
    }
}
