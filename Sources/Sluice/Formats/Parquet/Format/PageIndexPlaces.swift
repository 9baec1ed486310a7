/// Where the page index of the next column chunk is in the file.
///
/// ```
/// row groups │ column indexes of all chunks │ offset indexes of all chunks │ metadata
///            └ columnIndex                  └ offsetIndex
/// ```
struct PageIndexPlaces {
    private var columnIndex: Int
    private var offsetIndex: Int

    /// The places of the first indexes of a file whose row groups end at `offset`.
    init(_ rowGroups: [RowGroupMetadata], from offset: Int) {
        columnIndex = offset
        offsetIndex = offset
        for index in rowGroups.pageIndexes { offsetIndex += index.columnIndex.count }
    }

    /// Writes the fields of a `ColumnChunk` that say where its index is.
    mutating func write(_ index: PageIndex, to writer: inout ThriftCompactWriter) {
        writer.field(4, int64: Int64(offsetIndex))
        writer.field(5, int32: Int32(index.offsetIndex.count))
        offsetIndex += index.offsetIndex.count
        guard !index.columnIndex.isEmpty else { return }
        writer.field(6, int64: Int64(columnIndex))
        writer.field(7, int32: Int32(index.columnIndex.count))
        columnIndex += index.columnIndex.count
    }
}

extension [RowGroupMetadata] {
    /// The page indexes of all column chunks that have one.
    var pageIndexes: some Sequence<PageIndex> { lazy.flatMap(\.columns).compactMap(\.pageIndex) }
}
