/// An object or array in a schema, with which values are compared.
struct JSONConstant: Sendable {
    private let bytes: [UInt8]
    private let tree: JSONTree

    /// The constant that `node` spells.
    init(_ node: SchemaNode) {
        let text = node.compactText
        var tree = JSONTree()
        tree.readAccepted(text.span, maximumNodes: .max)
        bytes = text
        self.tree = tree
    }

    /// Returns whether `text` spells an equal value.
    func equals(_ text: Span<UInt8>, _ scratch: inout ValueScratch) -> Bool {
        // A value with more parts is not equal, so it need not be kept in full.
        scratch.tree.readAccepted(text, maximumNodes: tree.nodes.count)
        guard !scratch.tree.isOverflowing, scratch.tree.nodes.count == tree.nodes.count else { return false }
        return equals(0, 0, text, &scratch)
    }

    /// Returns whether the constant's node equals the value's; recurses as deep as the constant.
    private func equals(_ own: Int, _ other: Int, _ text: Span<UInt8>, _ scratch: inout ValueScratch) -> Bool {
        let node = tree.nodes[own]
        let value = scratch.tree.nodes[other]
        switch (node.kind, value.kind) {
        case (.integer, .integer), (.integer, .decimal), (.decimal, .integer), (.decimal, .decimal):
            return NumberText.compare(bytes.span.extracting(node.range), text.extracting(value.range)) == 0
        case (.string, .string):
            return hasSameText(node.content, node.hasEscapes, value.content, value.hasEscapes, text, &scratch)
        case (.array, .array):
            return node.childCount == value.childCount && equalsItems(own, other, text, &scratch)
        case (.object, .object):
            return node.childCount == value.childCount && equalsMembers(own, other, text, &scratch)
        default: return node.kind == value.kind
        }
    }

    private func equalsItems(_ own: Int, _ other: Int, _ text: Span<UInt8>, _ scratch: inout ValueScratch) -> Bool {
        var value = other + 1
        for child in tree.children(of: own) {
            guard equals(child, value, text, &scratch) else { return false }
            value = Int(scratch.tree.nodes[value].next)
        }
        return true
    }

    private func equalsMembers(_ own: Int, _ other: Int, _ text: Span<UInt8>, _ scratch: inout ValueScratch) -> Bool {
        for child in tree.children(of: own) {
            guard let value = findMember(tree.nodes[child], of: other, text, &scratch),
                equals(child, value, text, &scratch)
            else { return false }
        }
        return true
    }

    private func findMember(
        _ member: JSONTree.Node,
        of object: Int,
        _ text: Span<UInt8>,
        _ scratch: inout ValueScratch
    ) -> Int? {
        let end = Int(scratch.tree.nodes[object].next)
        var index = object + 1
        while index < end {
            let value = scratch.tree.nodes[index]
            if hasSameText(
                member.keyContent,
                member.keyHasEscapes,
                value.keyContent,
                value.keyHasEscapes,
                text,
                &scratch
            ) {
                return index
            }
            index = Int(value.next)
        }
        return nil
    }

    /// Returns whether two strings have the same text.
    private func hasSameText(
        _ own: Range<Int>,
        _ ownHasEscapes: Bool,
        _ other: Range<Int>,
        _ otherHasEscapes: Bool,
        _ text: Span<UInt8>,
        _ scratch: inout ValueScratch
    ) -> Bool {
        guard ownHasEscapes || otherHasEscapes else {
            return bytes.span.extracting(own).hasSameBytes(as: text.extracting(other))
        }
        scratch.bytes.removeAll(keepingCapacity: true)
        scratch.otherBytes.removeAll(keepingCapacity: true)
        JSONString.appendUnescaped(bytes.span.extracting(own), to: &scratch.bytes)
        JSONString.appendUnescaped(text.extracting(other), to: &scratch.otherBytes)
        return scratch.bytes == scratch.otherBytes
    }
}
