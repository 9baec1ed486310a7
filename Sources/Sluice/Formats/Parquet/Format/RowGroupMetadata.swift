/// The metadata of a row group (Parquet's `RowGroup`).
struct RowGroupMetadata: Sendable {
    /// The page index takes up at most this many bytes, or this share of the row group, as 1/`indexShare`.
    ///
    /// That of a hundred columns or more would be larger; then a row group has hardly more records than a page of few
    /// columns.
    private static let smallIndex = 4 << 10
    private static let indexShare = 50

    private(set) var columns: [ColumnChunkMetadata]
    let rowCount: Int

    /// The size of the page index, in bytes.
    var pageIndexSize: Int { columns.reduce(0) { $0 + ($1.pageIndex?.size ?? 0) } }

    /// Leaves out the bounds of columns that are not sorted, or the whole page index, if it would make the file notably
    /// larger or takes more than `room` bytes.
    mutating func limitPageIndex(room: Int) {
        let share = columns.reduce(0) { $0 + $1.compressedSize } / Self.indexShare
        let limit = min(max(Self.smallIndex, share), room)
        guard pageIndexSize > limit else { return }
        for index in columns.indices where columns[index].pageIndex?.isOrdered == false {
            columns[index].pageIndex?.columnIndex = []
        }
        guard pageIndexSize > limit else { return }
        for index in columns.indices { columns[index].pageIndex = nil }
    }

    /// Writes the metadata; `places` says where the page index is, and is advanced past it.
    func write(to writer: inout ThriftCompactWriter, _ places: inout PageIndexPlaces) {
        writer.field(1, structures: columns) { $0.write(to: &$1, &places) }
        writer.field(2, int64: Int64(columns.reduce(0) { $0 + $1.uncompressedSize }))
        writer.field(3, int64: Int64(rowCount))
        if let first = columns.first { writer.field(5, int64: Int64(first.firstOffset)) }
        writer.field(6, int64: Int64(columns.reduce(0) { $0 + $1.compressedSize }))
    }
}
