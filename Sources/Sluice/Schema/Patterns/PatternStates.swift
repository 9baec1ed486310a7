/// The states of a deterministic automaton, as far as they have been found: each is a set of states of a graph.
///
/// A state is named by where its row of `table` begins: for each symbol the state that it leads to.
struct PatternStates {
    /// What a table says where it names no state.
    static let unknown: UInt32 = 0
    static let dead: UInt32 = 1
    static let accepted: UInt32 = 2
    /// Where the first row begins, of the state before anything has been read.
    static let first: UInt32 = 3

    let symbolCount: Int
    private let entryLimit: Int
    private let memberLimit: Int
    private(set) var table: [UInt32] = [0, 0, 0]
    /// The members of all states after each other, and where those of each end.
    private var members: [PatternGraph.State] = []
    private var memberEnds: [Int] = []
    private var neighbours: [PatternStepper.Neighbour] = []
    private var hashes: [UInt64] = []
    /// An open-addressing table, at most half full: a state's index plus one, or zero.
    private var buckets = [UInt32](repeating: 0, count: 16)

    var count: Int { memberEnds.count }

    init(symbolCount: Int, entryLimit: Int, memberLimit: Int) {
        self.symbolCount = symbolCount
        self.entryLimit = entryLimit
        self.memberLimit = memberLimit
    }

    /// The state that is `symbol`'s row entry.
    subscript(row: UInt32, symbol: Int) -> UInt32 {
        get { table[Int(row) + symbol] }
        set { table[Int(row) + symbol] = newValue }
    }

    func row(_ index: Int) -> UInt32 {
        Self.first + UInt32(index * symbolCount)
    }

    /// Copies the members of a state into `copy`, and returns what was read before.
    func copyMembers(of row: UInt32, to copy: inout [PatternGraph.State]) -> PatternStepper.Neighbour {
        let index = Int(row - Self.first) / symbolCount
        copy.removeAll(keepingCapacity: true)
        copy.append(contentsOf: members[range(index)])
        return neighbours[index]
    }

    /// The row of a state, which is added if it is new; `nil` if there is no room for it.
    mutating func row(of state: [PatternGraph.State], _ neighbour: PatternStepper.Neighbour) -> UInt32? {
        let hash = Self.hash(state, neighbour)
        var bucket = Int(truncatingIfNeeded: hash) & (buckets.count - 1)
        while buckets[bucket] != 0 {
            let index = Int(buckets[bucket]) - 1
            if hashes[index] == hash, neighbours[index] == neighbour, members[range(index)].elementsEqual(state) {
                return row(index)
            }
            bucket = (bucket + 1) & (buckets.count - 1)
        }
        guard table.count + symbolCount <= entryLimit, members.count + state.count <= memberLimit else { return nil }
        buckets[bucket] = UInt32(count + 1)
        append(state, neighbour, hash)
        return row(count - 1)
    }

    private mutating func append(_ state: [PatternGraph.State], _ neighbour: PatternStepper.Neighbour, _ hash: UInt64) {
        table.append(contentsOf: repeatElement(Self.unknown, count: symbolCount))
        members.append(contentsOf: state)
        memberEnds.append(members.count)
        neighbours.append(neighbour)
        hashes.append(hash)
        if count * 2 > buckets.count { grow() }
    }

    private mutating func grow() {
        buckets = Array(repeating: 0, count: buckets.count * 2)
        for (index, hash) in hashes.enumerated() {
            var bucket = Int(truncatingIfNeeded: hash) & (buckets.count - 1)
            while buckets[bucket] != 0 { bucket = (bucket + 1) & (buckets.count - 1) }
            buckets[bucket] = UInt32(index + 1)
        }
    }

    /// Forgets all states, and keeps the memory.
    mutating func removeAll() {
        table.removeLast(table.count - Int(Self.first))
        members.removeAll(keepingCapacity: true)
        memberEnds.removeAll(keepingCapacity: true)
        neighbours.removeAll(keepingCapacity: true)
        hashes.removeAll(keepingCapacity: true)
        for bucket in buckets.indices { buckets[bucket] = 0 }
    }

    private func range(_ index: Int) -> Range<Int> {
        (index == 0 ? 0 : memberEnds[index - 1])..<memberEnds[index]
    }

    private static func hash(_ state: [PatternGraph.State], _ neighbour: PatternStepper.Neighbour) -> UInt64 {
        var hash = UInt64(neighbour.rawValue)
        for member in state { hash = (hash ^ UInt64(member)) &* 0x9E37_79B9_7F4A_7C15 ^ hash >> 29 }
        return hash ^ hash >> 32
    }
}
