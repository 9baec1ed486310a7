/// Writes objects and arrays in a canonical form: two are equal by the rules of JSON Schema exactly if they have the same
/// form.
///
/// ```
/// {"b": 1.0, "a": [true, "\u0041"]}
/// {  a→[ t  "A" )  b→ 1 )        members in the order of their keys, numbers by value, strings unescaped
/// ```
///
/// Strings and keys have their length before them, numbers a comma after them, and each container a `)` after its
/// contents, so that no two values have the same form. It takes no recursion, as values are nested as deeply as a record
/// may be.
struct CanonicalValue {
    /// What is written for the end of a container, as an index of a node.
    private static let end = Int.max

    private(set) var bytes: [UInt8] = []
    private var tree = JSONTree()
    /// The nodes that are still to be written, the next one last.
    private var pending: [Int] = []
    private var key: [UInt8] = []
    private var otherKey: [UInt8] = []

    /// How many values the last one had inside it, itself included.
    var nodeCount: Int { tree.nodes.count }

    /// Writes the value that `text` spells, which a tokenizer has accepted.
    ///
    /// Returns `false`, with the form incomplete, if it has more than `maximumNodes` values inside it or its form is
    /// longer than `maximumLength`.
    mutating func write(_ text: Span<UInt8>, maximumNodes: Int = .max, maximumLength: Int = .max) -> Bool {
        bytes.removeAll(keepingCapacity: true)
        tree.readAccepted(text, maximumNodes: maximumNodes)
        guard !tree.isOverflowing else { return false }
        let nodes = tree.nodes
        pending.removeAll(keepingCapacity: true)
        pending.append(0)
        while let index = pending.popLast() {
            guard index != Self.end else {
                bytes.append(UInt8(ascii: ")"))
                continue
            }
            let node = nodes[index]
            if !node.keyRange.isEmpty { write(node.keyContent, of: text) }
            write(node, at: index, nodes, text)
            guard bytes.count <= maximumLength else { return false }
        }
        return bytes.count <= maximumLength
    }

    private mutating func write(_ node: JSONTree.Node, at index: Int, _ nodes: [JSONTree.Node], _ text: Span<UInt8>) {
        switch node.kind {
        case .object:
            bytes.append(UInt8(ascii: "{"))
            let first = pushChildren(of: index, nodes)
            sortMembers(from: first, nodes, text)
        case .array:
            bytes.append(UInt8(ascii: "["))
            let first = pushChildren(of: index, nodes)
            pending[first...].reverse()
        case .string:
            bytes.append(UInt8(ascii: "\""))
            write(node.content, of: text)
        case .integer, .decimal:
            NumberText.appendCanonical(text.extracting(node.range), to: &bytes)
            bytes.append(UInt8(ascii: ","))
        default:
            // `null`, `true` or `false`.
            bytes.append(text[Int(node.start)])
        }
    }

    /// Pushes the end of a container and what is directly inside it, in order; returns where its contents begin.
    private mutating func pushChildren(of index: Int, _ nodes: [JSONTree.Node]) -> Int {
        pending.append(Self.end)
        let first = pending.count
        var child = index + 1
        while child < Int(nodes[index].next) {
            pending.append(child)
            child = Int(nodes[child].next)
        }
        return first
    }

    /// Sorts the members pushed from `first` on by their keys, the first one last.
    private mutating func sortMembers(from first: Int, _ nodes: [JSONTree.Node], _ text: Span<UInt8>) {
        guard pending.count - first > 1 else { return }
        var members = Array(pending[first...])
        members.sort { left, right in isKey(of: nodes[right], before: nodes[left], text) }
        pending.replaceSubrange(first..., with: members)
    }

    private mutating func isKey(of left: JSONTree.Node, before right: JSONTree.Node, _ text: Span<UInt8>) -> Bool {
        let (own, other) = (text.extracting(left.keyContent), text.extracting(right.keyContent))
        guard left.keyHasEscapes || right.keyHasEscapes else { return own.sortsBefore(other) }
        key.removeAll(keepingCapacity: true)
        otherKey.removeAll(keepingCapacity: true)
        JSONString.appendUnescaped(own, to: &key)
        JSONString.appendUnescaped(other, to: &otherKey)
        return key.lexicographicallyPrecedes(otherKey)
    }

    /// Writes the length and the bytes of a string, unescaped.
    private mutating func write(_ content: Range<Int>, of text: Span<UInt8>) {
        let place = bytes.count
        for _ in 0..<4 { bytes.append(0) }
        JSONString.appendUnescaped(text.extracting(content), to: &bytes)
        let length = bytes.count - place - 4
        for index in 0..<4 { bytes[place + index] = UInt8(truncatingIfNeeded: length >> (8 * index)) }
    }
}

extension Span<UInt8> {
    /// Whether the bytes sort before those of `other`.
    fileprivate func sortsBefore(_ other: Span<UInt8>) -> Bool {
        for index in 0..<Swift.min(count, other.count) where self[index] != other[index] {
            return self[index] < other[index]
        }
        return count < other.count
    }
}
