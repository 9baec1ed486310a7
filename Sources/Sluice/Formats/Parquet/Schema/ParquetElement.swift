/// One element of the schema tree (Parquet's `SchemaElement`).
struct ParquetElement: Sendable {
    let name: String
    /// `nil` only for the root.
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
