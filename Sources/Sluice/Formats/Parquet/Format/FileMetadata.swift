/// What is known of one column's values in a row group (Parquet's `ColumnMetaData`).
struct ColumnChunkMetadata: Sendable {
    /// How many pages of a kind there are (`PageEncodingStats`).
    struct PageCount: Sendable, Equatable {
        let encoding: PageEncoding
        var count: Int
    }

    let type: PhysicalType
    let path: [String]
    let codec: CompressionCodec
    /// Nulls included.
    let valueCount: Int
    /// Headers included.
    let uncompressedSize: Int
    let compressedSize: Int
    /// The offset in the file of the first data page.
    let dataPageOffset: Int
    let dictionaryPageOffset: Int?
    let dataPages: [PageCount]
    let statistics: Statistics

    var firstOffset: Int { dictionaryPageOffset ?? dataPageOffset }

    func write(to writer: inout ThriftCompactWriter) {
        // Where the metadata would be if it were not here: the specification asks for a zero.
        writer.field(2, int64: 0)
        writer.field(3) { writer in
            writer.field(1, int32: type.rawValue)
            writer.field(2, int32s: encodings)
            writer.field(3, strings: path)
            writer.field(4, int32: codec.rawValue)
            writer.field(5, int64: Int64(valueCount))
            writer.field(6, int64: Int64(uncompressedSize))
            writer.field(7, int64: Int64(compressedSize))
            writer.field(9, int64: Int64(dataPageOffset))
            if let dictionaryPageOffset { writer.field(11, int64: Int64(dictionaryPageOffset)) }
            writer.field(12) { statistics.write(to: &$0) }
            writePageCounts(to: &writer)
        }
    }

    /// All encodings that occur, levels and dictionary included, in ascending order.
    private var encodings: [Int32] {
        var found: Set<Int32> = [PageEncoding.rle.rawValue]
        if dictionaryPageOffset != nil { found.insert(PageEncoding.plain.rawValue) }
        for pages in dataPages { found.insert(pages.encoding.rawValue) }
        return found.sorted()
    }

    /// By these a reader knows if every value is in the dictionary.
    private func writePageCounts(to writer: inout ThriftCompactWriter) {
        var counts: [(type: Int32, encoding: PageEncoding, count: Int)] = dataPages.map { (0, $0.encoding, $0.count) }
        if dictionaryPageOffset != nil { counts.insert((2, .plain, 1), at: 0) }
        writer.field(13, structures: counts) { pages, writer in
            writer.field(1, int32: pages.type)
            writer.field(2, int32: pages.encoding.rawValue)
            writer.field(3, int32: Int32(pages.count))
        }
    }
}

/// What is known of a row group (Parquet's `RowGroup`).
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

/// The footer of a file (Parquet's `FileMetaData`).
struct FileMetadata: Sendable {
    /// What a file begins and ends with.
    static let magic = Array("PAR1".utf8)
    /// In the form that readers take apart to know of a writer's errors; it never changes, so that files do not either.
    private static let createdBy = "Sluice version 1 (build 0)"

    let schema: ParquetSchema
    var rowGroups: [RowGroupMetadata] = []

    /// Returns the file's last bytes: the metadata, its length and the magic.
    func footer() -> [UInt8] {
        var writer = ThriftCompactWriter()
        writer.structure { writer in
            writer.field(1, int32: 1)
            writer.field(2, structures: schema.elements) { $0.write(to: &$1) }
            writer.field(3, int64: Int64(rowGroups.reduce(0) { $0 + $1.rowCount }))
            writer.field(4, structures: rowGroups) { $0.write(to: &$1) }
            writer.field(6, string: Self.createdBy)
            // Bounds are ordered as the specification says for each type.
            writer.field(7, structures: schema.columns) { _, writer in writer.emptyField(1) }
        }
        var bytes = writer.bytes
        let length = UInt32(bytes.count)
        for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
        return bytes + Self.magic
    }
}
