/// One element of the schema tree (Parquet's `SchemaElement`).
struct ParquetElement: Sendable {
    enum Annotation: Sendable {
        case list
        case map

        /// Parquet's `ConvertedType`, and the number of the member of `LogicalType`.
        fileprivate var numbers: (converted: Int32, logical: Int16) {
            switch self {
            case .map: (1, 2)
            case .list: (3, 3)
            }
        }
    }

    let name: String
    /// `nil` only for the root.
    var repetition: Repetition?
    /// `nil` for a group.
    var type: ColumnType?
    /// What a group is annotated as.
    var annotation: Annotation?
    var childCount = 0

    func write(to writer: inout ThriftCompactWriter) {
        type?.writePhysicalType(to: &writer)
        if let repetition { writer.field(3, int32: repetition.rawValue) }
        writer.field(4, string: name)
        guard let type else {
            writer.field(5, int32: Int32(childCount))
            guard let annotation else { return }
            let (converted, logical) = annotation.numbers
            writer.field(6, int32: converted)
            writer.field(10) { $0.emptyField(logical) }
            return
        }
        type.writeAnnotation(to: &writer)
    }
}
