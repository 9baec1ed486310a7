/// Builds the graph of a pattern, part by part.
///
/// A part is built from a state that exists to one that it returns. It adds to the first only edges that leave it, and
/// so does what follows to the second: so a part may begin where another does.
struct PatternGraphBuilder {
    private typealias State = PatternGraph.State
    private typealias Condition = PatternGraph.Condition

    private let direction: PatternDirection
    private var layers: [PatternGraph.Layer] = []
    private var silent: [(source: State, edge: PatternGraph.SilentEdge)] = []
    private var reading: [(source: State, edge: PatternGraph.ReadingEdge)] = []
    private var stateCount = 0

    static func build(
        _ pattern: ParsedPattern,
        _ direction: PatternDirection
    ) throws(PatternError) -> PatternGraph {
        var builder = PatternGraphBuilder(direction: direction)
        for part in pattern.lookAheads { try builder.addLayer(part) }
        try builder.addLayer(pattern.root)
        return PatternGraph(
            layers: builder.layers,
            silent: EdgeLists(builder.silent, stateCount: builder.stateCount),
            reading: EdgeLists(builder.reading, stateCount: builder.stateCount)
        )
    }

    private init(direction: PatternDirection) {
        self.direction = direction
    }

    private mutating func addLayer(_ part: PatternNode) throws(PatternError) {
        let start = try addState()
        let end = try add(part, from: start)
        let (seed, goal) = direction == .forward ? (start, end) : (end, start)
        layers.append(PatternGraph.Layer(end: State(stateCount), seed: seed, goal: goal))
    }

    private mutating func addState() throws(PatternError) -> State {
        guard stateCount < PatternLimits.states else {
            let message = "the pattern needs over \(PatternLimits.states.grouped) states"
            throw PatternError(kind: .tooLarge, message: message, offset: 0)
        }
        stateCount += 1
        return State(stateCount - 1)
    }

    private mutating func link(_ source: State, _ target: State, _ condition: Condition = .none) {
        let (source, target) = direction == .forward ? (source, target) : (target, source)
        silent.append((source, PatternGraph.SilentEdge(target: target, condition: condition)))
    }

    private mutating func add(_ part: PatternNode, from start: State) throws(PatternError) -> State {
        switch part {
        case .empty: return start
        case .set(let number): return try add(set: number, from: start)
        case .assertion(let assertion):
            let end = try addState()
            link(start, end, condition(of: assertion))
            return end
        case .sequence(let parts):
            var end = start
            for part in parts { end = try add(part, from: end) }
            return end
        case .choice(let parts):
            let end = try addState()
            for part in parts { link(try add(part, from: start), end) }
            return end
        case .repetition(let part, let least, let most?):
            return try add(part, least, most, from: start)
        case .repetition(let part, let least, nil):
            var end = start
            for _ in 1..<max(least, 1) { end = try add(part, from: end) }
            return try add(loop: part, isOptional: least == 0, from: end)
        }
    }

    private mutating func add(set number: Int, from start: State) throws(PatternError) -> State {
        let end = try addState()
        let (source, target) = direction == .forward ? (start, end) : (end, start)
        reading.append((source, PatternGraph.ReadingEdge(target: target, set: UInt16(number))))
        return end
    }

    private mutating func add(
        loop part: PatternNode,
        isOptional: Bool,
        from start: State
    ) throws(PatternError) -> State {
        let head = try addState(after: start)
        let end = try add(part, from: head)
        link(end, head)
        return isOptional ? head : end
    }

    /// Adds `most` copies of `part`, of which all but `least` may be passed over.
    ///
    /// Those are the last ones in the direction of reading: then one edge leaves each copy for the end, where
    /// otherwise one state would have edges to all copies.
    private mutating func add(
        _ part: PatternNode,
        _ least: Int,
        _ most: Int,
        from start: State
    ) throws(PatternError) -> State {
        var joints = [start]
        for index in 0..<most {
            var joint = try add(part, from: joints[index])
            if direction == .backward, index < most - least, !part.isSet { joint = try addState(after: joint) }
            joints.append(joint)
        }
        if least == most { return joints[most] }
        guard direction == .forward else {
            for joint in joints[1...(most - least)] { link(start, joint) }
            return joints[most]
        }
        let end = try addState()
        for joint in joints[least...] { link(joint, end) }
        return end
    }

    /// Adds a state that edges may lead to, which those of `state` do not lead back to.
    private mutating func addState(after state: State) throws(PatternError) -> State {
        let next = try addState()
        link(state, next)
        return next
    }

    private func condition(of assertion: PatternAssertion) -> Condition {
        switch assertion {
        case .textStart: direction == .forward ? .nearEnd : .farEnd
        case .textEnd: direction == .forward ? .farEnd : .nearEnd
        case .wordBoundary: .wordBoundary
        case .noWordBoundary: .noWordBoundary
        case .ahead(let number): .reached(layers[number].goal)
        case .notAhead(let number): .notReached(layers[number].goal)
        }
    }
}
