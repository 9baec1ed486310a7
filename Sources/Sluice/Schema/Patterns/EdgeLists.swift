/// The edges of a graph, by the state that they leave.
struct EdgeLists<Edge: Sendable>: Sendable {
    let all: [Edge]
    /// Where the edges of each state begin in `all`, and where the last ones end.
    private let starts: [Int32]

    /// The number of states.
    var count: Int { starts.count - 1 }

    init(_ edges: [(source: UInt16, edge: Edge)], stateCount: Int) {
        var starts = [Int32](repeating: 0, count: stateCount + 1)
        for (source, _) in edges { starts[Int(source) + 1] += 1 }
        for index in 0..<stateCount { starts[index + 1] += starts[index] }
        self.starts = starts
        var next = starts
        var order = [Int](repeating: 0, count: edges.count)
        for (index, edge) in edges.enumerated() {
            order[Int(next[Int(edge.source)])] = index
            next[Int(edge.source)] += 1
        }
        all = order.map { edges[$0].edge }
    }

    @inline(__always)
    func edges(of state: UInt16) -> ArraySlice<Edge> {
        all[Int(starts[Int(state)])..<Int(starts[Int(state) + 1])]
    }
}
