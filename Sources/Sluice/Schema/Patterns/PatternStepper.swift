/// Follows all paths of a graph at once, from one place of a text to the next.
struct PatternStepper {
    typealias State = PatternGraph.State

    /// What is known of the character before a place, on the side that has been read, or of the one after it.
    enum Neighbour: UInt8, Sendable {
        /// There is none: an end of the text.
        case end
        case word
        case other
    }

    enum Outcome {
        case accepted
        case dead
        /// The paths go on from `members`, which another character precedes.
        case moved(Neighbour)
    }

    private let graph: PatternGraph
    private let classes: ScalarClasses
    private let neighbours: [Neighbour]
    /// The states that a step begins from, and then those that it leads to, each once and in ascending order: where
    /// paths go on after the last character that has been read.
    var members: [State] = []
    /// The states that are reached at the current place.
    private var reached: [State] = []
    /// In which step each state was last reached, and last led to.
    private var reachedIn: [UInt32]
    private var ledToIn: [UInt32]
    private var step: UInt32 = 0
    /// The states, edges and layers visited so far.
    private(set) var visits = 0

    init(_ graph: PatternGraph, _ classes: ScalarClasses, wordSet: Int?) {
        self.graph = graph
        self.classes = classes
        neighbours =
            (0..<classes.count).map { symbol in
                wordSet.map { classes.contains(symbol, set: $0) } ?? false ? .word : .other
            } + [.end]
        reachedIn = Array(repeating: 0, count: graph.stateCount)
        ledToIn = reachedIn
    }

    /// Goes on from `members`, after the character that `before` describes, with the class or end `symbol`.
    mutating func advance(_ before: Neighbour, _ symbol: Int) -> Outcome {
        begin()
        visits &+= members.count &+ graph.layers.count
        let place = (before: before, after: neighbours[symbol])
        var next = 0
        for layer in graph.layers {
            let first = reached.count
            if layer.isSeededEverywhere || before == .end { reach(layer.seed) }
            while next < members.count, members[next] < layer.end {
                reach(members[next])
                next += 1
            }
            close(from: first, place)
        }
        if reachedIn[Int(graph.root.goal)] == step { return .accepted }
        if symbol == classes.end { return .dead }
        lead(symbol)
        return isDead ? .dead : .moved(place.after)
    }

    private mutating func begin() {
        reached.removeAll(keepingCapacity: true)
        step &+= 1
        if step == 0 {
            // The count of steps has come round.
            for index in reachedIn.indices {
                reachedIn[index] = 0
                ledToIn[index] = 0
            }
            step = 1
        }
    }

    private mutating func reach(_ state: State) {
        if reachedIn[Int(state)] == step { return }
        reachedIn[Int(state)] = step
        reached.append(state)
    }

    /// Follows the edges that read nothing.
    private mutating func close(from first: Int, _ place: (before: Neighbour, after: Neighbour)) {
        var index = first
        while index < reached.count {
            for edge in graph.silentEdges(of: reached[index]) {
                if holds(edge.condition, place) { reach(edge.target) }
                visits &+= 1
            }
            index += 1
        }
    }

    private func holds(_ condition: PatternGraph.Condition, _ place: (before: Neighbour, after: Neighbour)) -> Bool {
        switch condition {
        case .none: true
        case .nearEnd: place.before == .end
        case .farEnd: place.after == .end
        case .wordBoundary: (place.before == .word) != (place.after == .word)
        case .noWordBoundary: (place.before == .word) == (place.after == .word)
        case .reached(let goal): reachedIn[Int(goal)] == step
        case .notReached(let goal): reachedIn[Int(goal)] != step
        }
    }

    /// Follows the edges that read `symbol`.
    private mutating func lead(_ symbol: Int) {
        members.removeAll(keepingCapacity: true)
        for state in reached {
            for edge in graph.readingEdges(of: state) {
                visits &+= 1
                guard ledToIn[Int(edge.target)] != step, classes.contains(symbol, set: Int(edge.set)) else { continue }
                ledToIn[Int(edge.target)] = step
                members.append(edge.target)
            }
        }
        members.sort()
    }

    /// Whether no path of the pattern itself goes on or may still begin.
    private var isDead: Bool {
        if graph.root.isSeededEverywhere { return false }
        let start = graph.layers.count > 1 ? graph.layers[graph.layers.count - 2].end : 0
        return members.last.map { $0 < start } ?? true
    }
}
