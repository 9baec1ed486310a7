/// A whole deterministic automaton, for patterns that have a small one.
struct PatternTable: Sendable {
    private static let dead: UInt16 = 1
    private static let accepted: UInt16 = 2

    /// For each state and symbol the state that is next, in the form of `PatternStates.table`.
    private let entries: [UInt16]
    private let start: UInt16
    private let end: Int

    /// The automaton that `stepper` leads to; `nil` if it is too large.
    init?(_ stepper: PatternStepper, symbolCount: Int, entryLimit: Int) {
        guard var states = Self.explore(stepper, symbolCount, entryLimit) else { return nil }
        start = UInt16(Self.decide(&states))
        entries = states.table.map { UInt16($0) }
        end = symbolCount - 1
    }

    /// Whether the automaton accepts `text`, which `Order` reads.
    @inline(__always)
    func accepts<Order: ReadingOrder>(_ text: Span<UInt8>, _ classes: ScalarClasses, _: Order.Type) -> Bool {
        var state = start
        if state <= Self.accepted { return state == Self.accepted }
        var order = Order(text.count)
        while let symbol = order.next(text, classes) {
            state = entries[Int(state) &+ symbol]
            if state <= Self.accepted { return state == Self.accepted }
        }
        return entries[Int(state) &+ end] == Self.accepted
    }

    /// Finds all states and where each symbol leads.
    private static func explore(
        _ stepper: PatternStepper,
        _ symbolCount: Int,
        _ entryLimit: Int
    ) -> PatternStates? {
        var stepper = stepper
        var states = PatternStates(
            symbolCount: symbolCount,
            entryLimit: entryLimit,
            memberLimit: PatternLimits.tableSteps
        )
        guard states.row(of: [], .end) != nil else { return nil }
        var index = 0
        while index < states.count {
            let row = states.row(index)
            for symbol in 0..<symbolCount {
                let before = states.copyMembers(of: row, to: &stepper.members)
                switch stepper.advance(before, symbol) {
                case .accepted: states[row, symbol] = PatternStates.accepted
                case .dead: states[row, symbol] = PatternStates.dead
                case .moved(let neighbour):
                    guard let next = states.row(of: stepper.members, neighbour) else { return nil }
                    states[row, symbol] = next
                }
                if stepper.visits > PatternLimits.tableSteps { return nil }
            }
            index += 1
        }
        return states
    }

    /// Marks where the outcome is certain before the end of the text, and returns the first state.
    private static func decide(_ states: inout PatternStates) -> UInt32 {
        let mayAccept = rows(leadingTo: PatternStates.accepted, states)
        let mayFail = rows(leadingTo: PatternStates.dead, states)
        func decided(_ row: UInt32) -> UInt32 {
            guard row >= PatternStates.first else { return row }
            let index = Int(row - PatternStates.first) / states.symbolCount
            return mayAccept[index] ? mayFail[index] ? row : PatternStates.accepted : PatternStates.dead
        }
        for index in 0..<states.count {
            let row = states.row(index)
            for symbol in 0..<states.symbolCount { states[row, symbol] = decided(states[row, symbol]) }
        }
        return decided(PatternStates.first)
    }

    /// For each state whether some text leads from it to `outcome`.
    private static func rows(leadingTo outcome: UInt32, _ states: PatternStates) -> [Bool] {
        var sources: [(source: UInt16, edge: UInt16)] = []
        var waiting: [UInt16] = []
        var leads = [Bool](repeating: false, count: states.count)
        for index in 0..<states.count {
            for symbol in 0..<states.symbolCount {
                let next = states[states.row(index), symbol]
                if next == outcome, !leads[index] {
                    leads[index] = true
                    waiting.append(UInt16(index))
                } else if next >= PatternStates.first {
                    let target = (next - PatternStates.first) / UInt32(states.symbolCount)
                    sources.append((UInt16(target), UInt16(index)))
                }
            }
        }
        let predecessors = EdgeLists(sources, stateCount: states.count)
        while let state = waiting.popLast() {
            for source in predecessors.edges(of: state) where !leads[Int(source)] {
                leads[Int(source)] = true
                waiting.append(source)
            }
        }
        return leads
    }
}
