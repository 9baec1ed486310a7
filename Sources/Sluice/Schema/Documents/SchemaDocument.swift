/// The parsed text of a schema.
final class SchemaDocument: Sendable {
    /// The deepest nesting accepted: every value has a pointer as long as its depth.
    private static let maximumDepth = 2_000
    /// The largest schema accepted, in bytes: a schema is a page or two, so a larger file is a mistaken argument.
    static let maximumSize = 16 << 20

    let name: String
    /// Where the file is, as an absolute path; `nil` for a text that is not in a file.
    let path: FilePath?
    let bytes: [UInt8]
    let tree: JSONTree

    /// Parses `bytes`; `name` begins every error message.
    init(bytes: [UInt8], name: String, path: FilePath? = nil) throws(SchemaError) {
        self.name = name
        self.path = path
        self.bytes = bytes
        guard bytes.count <= Self.maximumSize else {
            throw SchemaError(message: "\(name): expected a schema of at most \(Self.maximumSize >> 20) MiB")
        }
        let markLength = Self.byteOrderMarkLength(bytes)
        var tree = JSONTree()
        do throws(SyntaxError) {
            let text = bytes.span.extracting(droppingFirst: markLength)
            try tree.read(text, base: markLength, maximumDepth: Self.maximumDepth)
        } catch {
            let place = Self.place(of: error.offset, in: bytes)
            throw SchemaError(message: "\(name):\(place): not JSON: \(error.message)")
        }
        self.tree = tree
    }

    var root: SchemaNode { SchemaNode(document: self, index: 0, pointer: "") }

    /// Returns an error that names the place of `offset`.
    func error(_ message: String, at offset: Int, pointer: String) -> SchemaError {
        let place = "\(name):\(Self.place(of: offset, in: bytes)): "
        let reason = (pointer.isEmpty ? "" : Excerpt.path(pointer) + ": ") + message
        return SchemaError(message: place + reason, pointer: pointer, reason: reason, offset: offset)
    }

    /// Returns `line:column` of an offset, both from 1, the column in Unicode scalars.
    static func place(of offset: Int, in bytes: [UInt8]) -> String {
        var lineStart = byteOrderMarkLength(bytes)
        var line = 1
        for index in 0..<min(offset, bytes.count) where bytes[index] == UInt8(ascii: "\n") {
            line += 1
            lineStart = index + 1
        }
        let end = max(lineStart, min(offset, bytes.count))
        return "\(line):\(bytes.span.extracting(lineStart..<end).scalarCount() + 1)"
    }

    private static func byteOrderMarkLength(_ bytes: [UInt8]) -> Int {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The errors of keys that occur twice in an object, up to the number that is reported.
    var duplicateKeys: [SchemaError] {
        // Parents precede their children, so a node's pointer is known when the node is reached.
        var pointers: [Int: String] = [0: ""]
        var errors: [SchemaError] = []
        for parent in tree.nodes.indices where tree.nodes[parent].childCount > 0 {
            let node = SchemaNode(document: self, index: parent, pointer: pointers.removeValue(forKey: parent) ?? "")
            var keys: Set<[UInt8]> = []
            let children = node.kind == .object ? node.members.map(\.value) : node.elements
            for child in children {
                pointers[child.index] = child.pointer
                guard node.kind == .object, !keys.insert(child.keyBytes).inserted else { continue }
                errors.append(child.keyError("duplicate key"))
                guard errors.count < SchemaError.maximum else { return errors }
            }
        }
        return errors
    }
}
