extension JSONNode {
    /// The value as a number of things: an integer from 0 to 2^60, so that sums of a few do not overflow.
    var count: Int? { integer.flatMap { (0...1 << 60).contains($0) ? $0 : nil } }

    /// Returns the elements of an array; `nil` unless `read` accepts all of them.
    func list<Element>(_ read: (JSONNode) -> Element?) -> [Element]? {
        guard let elements else { return nil }
        var list: [Element] = []
        for element in elements {
            guard let value = read(element) else { return nil }
            list.append(value)
        }
        return list
    }
}
