/// The columns that a schema's records are written to, and how values are assigned to them.
///
/// ```
/// {"id": 7, "tags": ["a"]}         elements                          columns            nodes
///                                  0 group schema, 2 children
///                                  1 required int64 id               0 id               0 value, column 0
///                                  2 optional group tags (LIST)                         2 list of node 1, columns 1..<2
///                                  3   repeated group list
///                                  4     optional string element     1 tags.list.element  1 value, column 1
/// ```
struct ParquetSchema: Sendable {
    /// The schema tree as it is in the footer, parents before their children.
    let elements: [ParquetElement]
    /// The leaves of the tree, in their order.
    let columns: [ParquetColumn]
    let nodes: [ParquetNode]
    /// For each field of the records, its node.
    let fields: [Int]
    /// The column of the fields and members that the schema does not name, if any of them are kept.
    let extraColumn: Int?
    /// Whether the record's own fields are among them.
    let keepsExtraFields: Bool
}
