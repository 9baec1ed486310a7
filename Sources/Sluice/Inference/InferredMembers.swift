/// The members of an object by name, in the order of their first appearance.
struct InferredMembers {
    /// The number of positions, from the expected one on, that are searched before the table.
    private static let nearby = 4

    private(set) var names: [[UInt8]] = []
    /// For each name, the index of its values in `SchemaObserver.values`.
    private(set) var values: [Int] = []
    private var indices: [[UInt8]: Int] = [:]

    var count: Int { names.count }

    /// Returns the index of `name`; `expected` is its index if the record has the same order as the previous one.
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
