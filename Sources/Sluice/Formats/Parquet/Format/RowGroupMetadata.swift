/// The metadata of a row group (Parquet's `RowGroup`).
struct RowGroupMetadata: Sendable {
    let columns: [ColumnChunkMetadata]
    let rowCount: Int

    func write(to writer: inout ThriftCompactWriter) {
        writer.field(1, structures: columns) { $0.write(to: &$1) }
        writer.field(2, int64: Int64(columns.reduce(0) { $0 + $1.uncompressedSize }))
        writer.field(3, int64: Int64(rowCount))
        if let first = columns.first { writer.field(5, int64: Int64(first.firstOffset)) }
        writer.field(6, int64: Int64(columns.reduce(0) { $0 + $1.compressedSize }))
    }
}
