/// A document, or a part of one with an identifier of its own: the unit in which anchors are unique, and to which
/// pointers in references are relative.
struct SchemaResource {
    /// The absolute URI without a fragment; of a schema without one that is not in a file, empty.
    let uri: String
    let root: SchemaNode
    var dialect: SchemaDialect
    /// Schemas by their `$anchor` or `$dynamicAnchor`.
    var anchors: [String: SchemaNode] = [:]
    /// Schemas by their `$dynamicAnchor` alone.
    var dynamicAnchors: [String: SchemaNode] = [:]
    /// Whether `$recursiveAnchor` is true.
    var isRecursive = false

    /// The absolute location of a schema in this resource.
    func location(of node: SchemaNode) -> String {
        uri + "#" + URIReference.escaped(fragment: String(node.pointer.dropFirst(root.pointer.count)))
    }
}
