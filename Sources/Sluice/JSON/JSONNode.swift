/// One value of a JSON text that this program wrote, read back.
///
/// Nothing is trusted: a value that is missing or of an unexpected kind is `nil`.
struct JSONNode {
    private let text: [UInt8]
    private let tree: JSONTree
    private let index: Int

    /// Reads `text`; returns `nil` unless it is exactly one JSON value.
    init?(_ text: [UInt8]) {
        // Offsets in the tree have 32 bits.
        guard text.count <= 1 << 30 else { return nil }
        var tree = JSONTree()
        do throws(SyntaxError) {
            try tree.read(text.span, maximumDepth: 16)
        } catch {
            return nil
        }
        self.init(text: text, tree: tree, index: 0)
    }

    private init(text: [UInt8], tree: JSONTree, index: Int) {
        self.text = text
        self.tree = tree
        self.index = index
    }

    /// The value of an object's member; `nil` if there is none.
    subscript(key: String) -> JSONNode? {
        guard tree.nodes[index].kind == .object else { return nil }
        let child = tree.children(of: index).first { unescaped(tree.nodes[$0].keyContent).elementsEqual(key.utf8) }
        return child.map { JSONNode(text: text, tree: tree, index: $0) }
    }

    /// The keys of an object, in order.
    var keys: [String] {
        guard tree.nodes[index].kind == .object else { return [] }
        return tree.children(of: index).map { String(decoding: unescaped(tree.nodes[$0].keyContent), as: UTF8.self) }
    }

    /// The values of an array, in order; `nil` for another value.
    var elements: [JSONNode]? {
        guard tree.nodes[index].kind == .array else { return nil }
        return tree.children(of: index).map { JSONNode(text: text, tree: tree, index: $0) }
    }

    var string: String? {
        guard tree.nodes[index].kind == .string else { return nil }
        return String(decoding: unescaped(tree.nodes[index].content), as: UTF8.self)
    }

    var boolean: Bool? {
        switch tree.nodes[index].kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    /// The number, if it is an integer that fits an `Int`.
    var integer: Int? {
        // The tokenizer has checked the grammar, so the conversion cannot be lenient.
        tree.nodes[index].kind == .integer ? Int(source) : nil
    }

    /// The nearest double of a number.
    var number: Double? {
        switch tree.nodes[index].kind {
        case .integer, .decimal: Double(source)
        default: nil
        }
    }

    var isNull: Bool { tree.nodes[index].kind == .null }

    /// The value's source text.
    var source: String { String(decoding: text[tree.nodes[index].range], as: UTF8.self) }

    private func unescaped(_ content: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        JSONString.appendUnescaped(text.span.extracting(content), to: &result)
        return result
    }
}
