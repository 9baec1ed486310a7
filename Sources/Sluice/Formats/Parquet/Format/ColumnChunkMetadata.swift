/// The metadata of one column in a row group (Parquet's `ColumnMetaData`).
struct ColumnChunkMetadata: Sendable {
    /// How many data pages have an encoding (`PageEncodingStats`).
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
    /// `nil` if it has been left out.
    var pageIndex: PageIndex?

    var firstOffset: Int { dictionaryPageOffset ?? dataPageOffset }

    /// Writes the metadata; `places` says where the page index is, and is advanced past it.
    func write(to writer: inout ThriftCompactWriter, _ places: inout PageIndexPlaces) {
        // The offset of metadata outside the footer: the specification requires a zero.
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
            writer.field(12) { writeStatistics(to: &$0) }
            writePageCounts(to: &writer)
        }
        if let pageIndex { places.write(pageIndex, to: &writer) }
    }

    private func writeStatistics(to writer: inout ThriftCompactWriter) {
        statistics.write(to: &writer)
        // JSON has no NaN; without this number a reader must expect some.
        if type == .double { writer.field(9, int64: 0) }
    }

    /// All encodings that occur, levels and dictionary included, in ascending order.
    private var encodings: [Int32] {
        var found: Set<Int32> = [PageEncoding.rle.rawValue]
        if dictionaryPageOffset != nil { found.insert(PageEncoding.plain.rawValue) }
        for pages in dataPages { found.insert(pages.encoding.rawValue) }
        return found.sorted()
    }

    /// Writes how many pages have each encoding, from which a reader knows whether every value is in the dictionary.
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
