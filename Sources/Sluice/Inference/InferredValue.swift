/// What is known of the values that have been seen in one place: a field, a member, an item of an array.
struct InferredValue {
    /// The types as the evidence tells them apart: `number` is one that is no integer.
    enum Kind: Int, CaseIterable {
        case null, boolean, integer, number, string, object, array

        var name: String { "\(self)" }
    }

    /// How often a type has come, and where first.
    struct Tally {
        var count = 0
        /// As an absolute offset in the input.
        var firstOffset = 0
    }

    /// How deep it stands: the record itself has 0.
    let depth: Int
    private(set) var tallies = [Tally](repeating: Tally(), count: Kind.allCases.count)
    var numbers = NumberEvidence()
    var strings = StringEvidence()
    var members = InferredMembers()
    /// The place of an array's items, once there was one.
    var items: Int?
    /// Whether more is inside than is kept.
    var isCut = false

    init(depth: Int) {
        self.depth = depth
    }

    /// How many values there were.
    var count: Int { tallies.reduce(0) { $0 + $1.count } }

    subscript(kind: Kind) -> Tally { tallies[kind.rawValue] }

    /// The types that have come.
    var kinds: [Kind] { Kind.allCases.filter { self[$0].count > 0 } }

    mutating func count(_ kind: Kind, at offset: Int) {
        if tallies[kind.rawValue].count == 0 { tallies[kind.rawValue].firstOffset = offset }
        tallies[kind.rawValue].count += 1
    }
}

/// The members of an object by their names, in the order in which they came first.
struct InferredMembers {
    /// A name is sought so many places behind the one found before, and then in the table.
    private static let nearby = 4

    private(set) var names: [[UInt8]] = []
    /// For each name, the place of its values.
    private(set) var values: [Int] = []
    private var indices: [[UInt8]: Int] = [:]

    var count: Int { names.count }

    /// Returns the index of `name`; `expected` is where it would be in a record like the one before.
    func find(_ name: Span<UInt8>, expected: Int) -> Int? {
        for index in expected..<max(expected, min(expected + Self.nearby, names.count)) {
            let candidate = names[index]
            if candidate.span.hasSameBytes(as: name) { return index }
        }
        return indices.isEmpty ? nil : indices[Array(copying: name)]
    }

    /// Adds a name, and returns its index.
    mutating func add(_ name: [UInt8], value: Int) -> Int {
        indices[name] = count
        names.append(name)
        values.append(value)
        return count - 1
    }
}
