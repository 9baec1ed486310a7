/// A deterministic automaton that is built as far as texts need it, in bounded memory.
struct PatternSearch {
    private var stepper: PatternStepper
    private var states: PatternStates

    init(_ stepper: PatternStepper, symbolCount: Int, _ method: PatternMethod) {
        self.stepper = stepper
        // There must be room for the first state, which has no members, and another.
        states = PatternStates(
            symbolCount: symbolCount,
            entryLimit: max(method.cacheEntries, Int(PatternStates.first) + 2 * symbolCount),
            memberLimit: max(method.cacheMembers, PatternLimits.states)
        )
        _ = states.row(of: [], .end)
    }

    /// Whether the automaton accepts `text`, which `Order` reads.
    mutating func accepts<Order: ReadingOrder>(
        _ text: Span<UInt8>,
        _ classes: ScalarClasses,
        _: Order.Type
    ) -> Bool {
        var state = PatternStates.first
        var order = Order(text.count)
        while let symbol = order.next(text, classes) {
            state = next(state, symbol)
            if state <= PatternStates.accepted { return state == PatternStates.accepted }
        }
        return next(state, classes.end) == PatternStates.accepted
    }

    @inline(__always)
    private mutating func next(_ state: UInt32, _ symbol: Int) -> UInt32 {
        let known = states[state, symbol]
        return known != PatternStates.unknown ? known : find(state, symbol)
    }

    /// Finds where `symbol` leads from `state`.
    private mutating func find(_ state: UInt32, _ symbol: Int) -> UInt32 {
        let before = states.copyMembers(of: state, to: &stepper.members)
        var next = PatternStates.dead
        switch stepper.advance(before, symbol) {
        case .accepted: next = PatternStates.accepted
        case .dead: break
        case .moved(let neighbour):
            guard let row = states.row(of: stepper.members, neighbour) else { return startOver(neighbour) }
            next = row
        }
        states[state, symbol] = next
        return next
    }

    /// Forgets all states but the first and the one that has just been found, and returns the latter.
    private mutating func startOver(_ neighbour: PatternStepper.Neighbour) -> UInt32 {
        states.removeAll()
        _ = states.row(of: [], .end)
        guard let row = states.row(of: stepper.members, neighbour) else {
            preconditionFailure("a matcher has room for two states")
        }
        return row
    }
}
