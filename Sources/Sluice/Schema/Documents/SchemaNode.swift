/// One value in the text of a schema, with its JSON Pointer.
struct SchemaNode: Sendable {
    /// Which node it is, whatever the pointer by which it was reached.
    struct Key: Hashable, Sendable {
        fileprivate let document: ObjectIdentifier
        fileprivate let index: Int
    }

    let document: SchemaDocument
    let index: Int
    let pointer: String

    private var node: JSONTree.Node { document.tree.nodes[index] }

    var key: Key { Key(document: ObjectIdentifier(document), index: index) }
    var kind: ValueKind { node.kind }
    var isNumber: Bool { ValueKind.Set.number.contains(kind) }
    var isBoolean: Bool { ValueKind.Set.boolean.contains(kind) }
    /// Whether it may be a schema: an object, `true` or `false`.
    var mayBeSchema: Bool { kind == .object || isBoolean }

    /// Where the source text ends, and where that of the value's key begins.
    var end: Int { node.range.upperBound }
    var keyStart: Int { node.keyRange.lowerBound }

    /// The source text.
    var text: [UInt8] { Array(document.bytes[node.range]) }

    /// The text of a string, unescaped, as bytes.
    var stringBytes: [UInt8] { unescaped(node.content) }

    /// The text of a string, unescaped; `nil` for another value.
    var string: String? {
        kind == .string ? String(decoding: stringBytes, as: UTF8.self) : nil
    }

    /// The value's key, unescaped, as bytes.
    var keyBytes: [UInt8] { unescaped(node.keyContent) }

    /// The members of an object, in order.
    var members: [(key: String, value: SchemaNode)] {
        document.tree.children(of: index).map { child in
            let key = String(decoding: unescaped(document.tree.nodes[child].keyContent), as: UTF8.self)
            return (key, SchemaNode(document: document, index: child, pointer: pointer + JSONPointer.token(key)))
        }
    }

    /// The values of an array, in order.
    var elements: [SchemaNode] {
        document.tree.children(of: index).enumerated().map { position, child in
            SchemaNode(document: document, index: child, pointer: "\(pointer)/\(position)")
        }
    }

    /// The schemas directly inside an object or array, in order.
    var children: [SchemaNode] { kind == .object ? members.map(\.value) : elements }

    /// The member of an object with this key; `nil` if there is none.
    func member(_ name: String) -> SchemaNode? {
        kind == .object ? child(Array(name.utf8)) : nil
    }

    /// What a token of a pointer leads to; `nil` if there is no such member or element.
    func child(_ token: [UInt8]) -> SchemaNode? {
        switch kind {
        case .object:
            let child = document.tree.children(of: index).first { child in
                let content = document.tree.nodes[child].keyContent
                guard document.tree.nodes[child].keyHasEscapes else {
                    return document.bytes[content].elementsEqual(token)
                }
                return unescaped(content) == token
            }
            guard let child else { return nil }
            let name = JSONPointer.token(String(decoding: token, as: UTF8.self))
            return SchemaNode(document: document, index: child, pointer: pointer + name)
        case .array:
            guard let position = JSONPointer.arrayIndex(token), position < Int(node.childCount) else { return nil }
            return elements[position]
        default: return nil
        }
    }

    /// The source text on one line: without white space between tokens, the tokens unchanged.
    var compactText: [UInt8] {
        var result: [UInt8] = []
        var isInString = false
        var isEscaped = false
        for byte in document.bytes[node.range] {
            if isInString || byte > 0x20 { result.append(byte) }
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\"") {
                isInString.toggle()
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            }
        }
        return result
    }

    /// Whether the source text of a string has escapes.
    var hasEscapes: Bool { node.hasEscapes }

    /// Returns an error that points at the value.
    func error(_ message: String) -> SchemaError {
        document.error(message, at: node.range.lowerBound, pointer: pointer)
    }

    /// Returns an error that points at the value's key.
    func keyError(_ message: String) -> SchemaError {
        document.error(message, at: node.keyRange.lowerBound, pointer: pointer)
    }

    /// Returns the error for a value other than the expected one.
    func mismatch(expected: String) -> SchemaError {
        error("expected \(expected), found \(Excerpt.noun(for: text.span))")
    }

    private func unescaped(_ content: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        let bytes = document.bytes
        JSONString.appendUnescaped(bytes.span.extracting(content), to: &result)
        return result
    }
}
