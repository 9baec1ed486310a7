/// The columns that a schema's records are written to, and how values find their way into them.
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
    /// The schema tree as the footer holds it, parents before their children.
    let elements: [ParquetElement]
    /// The leaves of the tree, in their order.
    let columns: [ParquetColumn]
    let nodes: [ParquetNode]
    /// For each field of the records, its node.
    let fields: [Int]
    /// The column of the fields that the schema does not name, where they are kept.
    let extraColumn: Int?
}

/// One element of the schema tree (Parquet's `SchemaElement`).
struct ParquetElement: Sendable {
    let name: String
    /// `nil` for the root alone.
    var repetition: Repetition?
    /// `nil` for a group.
    var type: ColumnType?
    /// Whether the group is annotated as a list.
    var isList = false
    var childCount = 0

    func write(to writer: inout ThriftCompactWriter) {
        type?.writePhysicalType(to: &writer)
        if let repetition { writer.field(3, int32: repetition.rawValue) }
        writer.field(4, string: name)
        guard let type else {
            writer.field(5, int32: Int32(childCount))
            guard isList else { return }
            writer.field(6, int32: 3)
            writer.field(10) { $0.emptyField(3) }
            return
        }
        type.writeAnnotation(to: &writer)
    }
}

/// One leaf of the schema tree.
struct ParquetColumn: Sendable {
    let path: [String]
    let type: ColumnType
    /// How many of the elements on the path may be absent: a value that is there has this definition level.
    let maximumDefinitionLevel: UInt8
    /// How many of the elements on the path may occur more than once.
    let maximumRepetitionLevel: UInt8
    /// Whether the schema lists the values: then they go to a dictionary, however few come.
    var isEnumeration = false
    /// The keyword that a value fails which cannot be written exactly, and what is expected of it.
    let keyword: FailedKeyword
    let expectation: String
}

/// What becomes of a value of the records.
struct ParquetNode: Sendable {
    enum Content: Sendable {
        /// It is written to a column.
        case value(column: Int)
        /// It is an object whose members have nodes of their own, in the order of `names`.
        case group(names: FieldTable, members: [Int])
        /// It is an array whose items have the node.
        case list(item: Int)
    }

    let content: Content
    /// The columns of all that is inside.
    let columns: Range<Int>
    /// The definition level of a value that is there; one less stands for a null.
    let definitionLevel: UInt8
    /// For a list, the repetition level of an item behind the first.
    let repetitionLevel: UInt8
    let isNullable: Bool

    /// The definition level that stands for the absence of the value.
    var absenceLevel: UInt8 { definitionLevel - (isNullable ? 1 : 0) }
}
