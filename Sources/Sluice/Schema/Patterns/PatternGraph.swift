/// A pattern as a graph whose paths are its matches, with every edge in the direction in which the text is read.
///
/// For the pattern `ab*$`, read backward, a path begins at 4, where `$` must hold, and ends at 0:
///
///     4 –$→ 2 ––→ 1 –a→ 0
///           2 ––→ 3 –b→ 2
///
/// What each look-ahead asks for is a layer of its own, and so is the pattern. An edge that requires a look-ahead
/// requires that its layer's goal be reached at the same place. The layers are in such an order that those that a
/// layer's edges name come before it.
struct PatternGraph: Sendable {
    typealias State = UInt16

    /// What must hold where an edge is taken without reading.
    enum Condition: Sendable {
        case none
        /// No character has been read.
        case nearEnd
        /// All characters have been read.
        case farEnd
        case wordBoundary
        case noWordBoundary
        /// The look-ahead with this goal matches.
        case reached(State)
        case notReached(State)
    }

    /// An edge that reads no character.
    struct SilentEdge: Sendable {
        let target: State
        let condition: Condition
    }

    /// An edge that reads a character of a set.
    struct ReadingEdge: Sendable {
        let target: State
        let set: UInt16
    }

    /// The states of the pattern or of a look-ahead.
    struct Layer: Sendable {
        /// The first state after the layer's.
        let end: State
        /// A path begins here, at every place of the text.
        let seed: State
        let goal: State
        /// Whether a path that begins after the first character can lead anywhere.
        var isSeededEverywhere = true
    }

    let stateCount: Int
    /// Whether some edge depends on words.
    let knowsWords: Bool
    private(set) var layers: [Layer]
    private let silent: EdgeLists<SilentEdge>
    private let reading: EdgeLists<ReadingEdge>

    init(
        layers: [Layer],
        silent: EdgeLists<SilentEdge>,
        reading: EdgeLists<ReadingEdge>
    ) {
        self.layers = layers
        self.silent = silent
        self.reading = reading
        stateCount = silent.count
        knowsWords = silent.all.contains { $0.condition.isAboutWords }
        for index in layers.indices { self.layers[index].isSeededEverywhere = leadsAnywhere(layers[index]) }
    }

    /// The layer of the pattern itself.
    var root: Layer { layers[layers.count - 1] }

    @inline(__always)
    func silentEdges(of state: State) -> ArraySlice<SilentEdge> {
        silent.edges(of: state)
    }

    @inline(__always)
    func readingEdges(of state: State) -> ArraySlice<ReadingEdge> {
        reading.edges(of: state)
    }

    /// Whether a path from the layer's seed may read a character or reach the goal after some have been read.
    private func leadsAnywhere(_ layer: Layer) -> Bool {
        var found: Set<State> = [layer.seed]
        var waiting = [layer.seed]
        while let state = waiting.popLast() {
            if state == layer.goal || !readingEdges(of: state).isEmpty { return true }
            for edge in silentEdges(of: state) {
                if case .nearEnd = edge.condition { continue }
                if found.insert(edge.target).inserted { waiting.append(edge.target) }
            }
        }
        return false
    }
}

extension PatternGraph.Condition {
    var isAboutWords: Bool {
        switch self {
        case .wordBoundary, .noWordBoundary: true
        default: false
        }
    }
}
