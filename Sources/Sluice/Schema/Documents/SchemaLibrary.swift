/// The keywords of one schema.
typealias SchemaKeywords = [SchemaKeyword: SchemaNode]

/// A schema with everything that it refers to, read and checked: each keyword has a value of its form, and each reference
/// a target.
struct SchemaLibrary: Sendable {
    /// The schema that records are checked against.
    let root: SchemaNode
    let resources: [SchemaResource]
    /// For each schema that is not `true` or `false`, the keywords that count in its dialect.
    let keywords: [SchemaNode.Key: SchemaKeywords]
    /// For each schema, the index of its resource.
    let resourceNumbers: [SchemaNode.Key: Int]
    /// For each value of `$ref`, `$dynamicRef` and `$recursiveRef`, the schema that it names.
    let targets: [SchemaNode.Key: SchemaNode]
    /// The documents in the order in which they were read, the schema's own first.
    let documents: [SchemaDocument]

    /// The index of the resource of a schema.
    func resourceNumber(of schema: SchemaNode) -> Int { resourceNumbers[schema.key] ?? 0 }

    /// The rules by which a schema is read.
    func dialect(of schema: SchemaNode) -> SchemaDialect { resources[resourceNumber(of: schema)].dialect }

    /// The keywords of a schema; none of `true` and `false`.
    func keywords(of schema: SchemaNode) -> SchemaKeywords { keywords[schema.key] ?? [:] }

    /// The absolute location of a schema.
    func location(of schema: SchemaNode) -> String { resources[resourceNumber(of: schema)].location(of: schema) }

    /// The CRC-32C of all documents that are not built in.
    var checksum: UInt32 {
        documents.indices.filter { $0 == 0 || documents[$0].path != nil }.reduce(0) { checksum, index in
            let bytes = documents[index].bytes
            return bytes.span.crc32c(extending: checksum)
        }
    }
}
