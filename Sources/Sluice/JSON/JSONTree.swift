/// A JSON text as a flat list of its values, parents before their children.
///
/// ```
/// {"a": [1, 2], "b": true}
/// 0 object, next 5   1 array (key a), next 4   2 integer   3 integer   4 true (key b)
/// ```
///
/// Building and freeing it involves no recursion, and it is refilled without releasing its memory.
struct JSONTree {
    struct Node: BitwiseCopyable {
        var kind: ValueKind
        var hasEscapes = false
        var keyHasEscapes = false
        /// The value's text, quotes and brackets included.
        var start: UInt32
        var end: UInt32 = 0
        /// The key's text, quotes included; empty for a value without a key.
        var keyStart: UInt32 = 0
        var keyEnd: UInt32 = 0
        var childCount: UInt32 = 0
        /// The index of the node after this one and everything inside it.
        var next: UInt32 = 0

        var range: Range<Int> { Int(start)..<Int(end) }
        var keyRange: Range<Int> { Int(keyStart)..<Int(keyEnd) }
        /// The inside of a string, escapes unresolved.
        var content: Range<Int> { Int(start) + 1..<Int(end) - 1 }
        /// The key between its quotes.
        var keyContent: Range<Int> { Int(keyStart) + 1..<Int(keyEnd) - 1 }
    }

    private(set) var nodes: [Node] = []
    /// Whether the text has more values than the limit: the rest is not in `nodes`.
    private(set) var isOverflowing = false
    private var maximumNodes = Int.max
    /// The containers around the current position, outermost first.
    private var open: [Int] = []
    private var key: (range: Range<Int>, hasEscapes: Bool)?

    /// Reads a whole text, strictly.
    mutating func read(_ text: Span<UInt8>, base: Int = 0, maximumDepth: Int) throws(SyntaxError) {
        removeAll()
        maximumNodes = .max
        var reader = JSONText(maximumDepth: maximumDepth)
        try reader.next(text, base: base, into: &self)
        try reader.finish(into: &self)
    }

    /// Reads a value that a tokenizer has accepted; keeps its first `maximumNodes` values.
    mutating func readAccepted(_ text: Span<UInt8>, maximumNodes: Int) {
        removeAll()
        self.maximumNodes = maximumNodes
        var tokenizer = JSONTokenizer(maximumDepth: .max)
        if tokenizer.next(text, base: 0, into: &self) == .needsMore {
            _ = tokenizer.finish(at: text.count, into: &self)
        }
    }

    /// Adds the key of a member as a value of its own, and returns its index.
    mutating func addKey(of member: Int) -> Int {
        let node = nodes[member]
        nodes.append(
            Node(
                kind: .string,
                hasEscapes: node.keyHasEscapes,
                start: node.keyStart,
                end: node.keyEnd,
                next: UInt32(nodes.count + 1)
            )
        )
        return nodes.count - 1
    }

    /// Removes the value that was added last.
    mutating func removeKey() { nodes.removeLast() }

    /// The nodes directly inside `parent`, in order.
    func children(of parent: Int) -> Children {
        Children(tree: self, upcoming: parent + 1, end: Int(nodes[parent].next))
    }

    struct Children: Sequence, IteratorProtocol {
        fileprivate let tree: JSONTree
        fileprivate var upcoming: Int
        fileprivate let end: Int

        mutating func next() -> Int? {
            guard upcoming < end else { return nil }
            defer { upcoming = Int(tree.nodes[upcoming].next) }
            return upcoming
        }
    }

    private mutating func removeAll() {
        nodes.removeAll(keepingCapacity: true)
        open.removeAll(keepingCapacity: true)
        isOverflowing = false
        key = nil
    }
}

extension JSONTree: TokenSink {
    mutating func beginObject(at offset: Int) { beginContainer(.object, at: offset) }
    mutating func endObject(end: Int) { endContainer(end: end) }
    mutating func beginArray(at offset: Int) { beginContainer(.array, at: offset) }
    mutating func endArray(end: Int) { endContainer(end: end) }

    mutating func key(_ range: Range<Int>, hasEscapes: Bool) {
        key = (range, hasEscapes)
    }

    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) {
        append(Node(kind: kind, hasEscapes: hasEscapes, start: UInt32(range.lowerBound), end: UInt32(range.upperBound)))
        if !isOverflowing { nodes[nodes.count - 1].next = UInt32(nodes.count) }
    }

    private mutating func beginContainer(_ kind: ValueKind, at offset: Int) {
        append(Node(kind: kind, start: UInt32(offset)))
        if !isOverflowing { open.append(nodes.count - 1) }
    }

    private mutating func endContainer(end: Int) {
        guard !isOverflowing else { return }
        let index = open.removeLast()
        nodes[index].end = UInt32(end)
        nodes[index].next = UInt32(nodes.count)
    }

    private mutating func append(_ node: Node) {
        guard nodes.count < maximumNodes else {
            isOverflowing = true
            return
        }
        if let parent = open.last { nodes[parent].childCount += 1 }
        nodes.append(node)
        if let key {
            nodes[nodes.count - 1].keyStart = UInt32(key.range.lowerBound)
            nodes[nodes.count - 1].keyEnd = UInt32(key.range.upperBound)
            nodes[nodes.count - 1].keyHasEscapes = key.hasEscapes
        }
        key = nil
    }
}
