/// Collects the pages of one column until its row group is written.
final class ColumnChunkBuilder {
    let column: ParquetColumn
    let codec: CompressionCodec
    /// The data pages with their headers.
    private(set) var pages = GrowingBuffer<UInt8>(capacity: 16)
    /// The dictionary page with its header, once the chunk is finished.
    private(set) var dictionaryPage = GrowingBuffer<UInt8>(capacity: 16)
    private var dictionary = ColumnDictionary()
    private var statistics: ColumnStatistics
    private var pageIndex: PageIndexBuilder
    private var valueCount = 0
    /// The size of the pages without compression, headers included.
    private(set) var uncompressedSize = 0
    private var pageCounts: [ColumnChunkMetadata.PageCount] = []
    private var header = ThriftCompactWriter()
    /// The content of a page whose indices have been translated.
    private var content = GrowingBuffer<UInt8>(capacity: 16)

    init(_ column: ParquetColumn, codec: CompressionCodec) {
        self.column = column
        self.codec = codec
        statistics = ColumnStatistics(column.type)
        pageIndex = PageIndexBuilder(column.type)
    }

    /// Its approximate size in memory, in bytes.
    var size: Int { pages.count + dictionary.byteCount }

    /// Adds a page from a worker, with the values of `rows` records.
    func append(_ page: EncodedPage, rows: Int, of encoded: borrowing EncodedPages, _ compressor: PageCompressor) {
        let start = pages.count
        appendContent(of: page, encoded, compressor)
        let found = page.statistics(column.type, encoded.bytes.span)
        valueCount += page.entryCount
        statistics.add(found, valueCount: page.entryCount)
        pageIndex.add(found, valueCount: page.entryCount, rowCount: rows, size: pages.count - start)
    }

    private func appendContent(
        of page: EncodedPage,
        _ encoded: borrowing EncodedPages,
        _ compressor: PageCompressor
    ) {
        guard page.encoding == .rleDictionary else {
            let body = encoded.bytes.span.extracting(page.body.range)
            if page.entryCount > page.nullCount { dictionary.close() }
            writeHeader(page.encoding, page.entryCount, page.uncompressedSize, body.count)
            pages.append(contentsOf: body)
            return
        }
        content.truncate(to: 0)
        content.append(contentsOf: encoded.bytes.span.extracting(page.body.range))
        let encoding = dictionary.append(page, of: encoded, in: column, to: &content)
        // The header comes before the content, but contains its compressed size.
        let start = pages.count
        compressor.append(content.span, to: &pages)
        let size = pages.count - start
        insertHeader(encoding, page.entryCount, content.count, size, at: start)
    }

    private func writeHeader(_ encoding: PageEncoding, _ entryCount: Int, _ uncompressedSize: Int, _ size: Int) {
        count(encoding)
        header.removeAll()
        PageHeader.writeDataPage(
            valueCount: entryCount,
            encoding: encoding,
            uncompressedSize: uncompressedSize,
            compressedSize: size,
            to: &header
        )
        pages.append(contentsOf: header.bytes.span)
        self.uncompressedSize += header.bytes.count + uncompressedSize
    }

    private func insertHeader(
        _ encoding: PageEncoding,
        _ entryCount: Int,
        _ uncompressedSize: Int,
        _ size: Int,
        at start: Int
    ) {
        content.truncate(to: 0)
        content.append(contentsOf: pages.span.extracting(start..<start + size))
        pages.truncate(to: start)
        writeHeader(encoding, entryCount, uncompressedSize, size)
        pages.append(contentsOf: content)
    }

    private func count(_ encoding: PageEncoding) {
        if let index = pageCounts.firstIndex(where: { $0.encoding == encoding }) {
            pageCounts[index].count += 1
        } else {
            pageCounts.append(ColumnChunkMetadata.PageCount(encoding: encoding, count: 1))
        }
    }

    /// Ends the column chunk, which will be at `offset` in the file, beginning with the dictionary page.
    func finish(at offset: Int, _ compressor: PageCompressor) -> ColumnChunkMetadata {
        dictionaryPage.truncate(to: 0)
        var dictionarySize = 0
        if dictionary.isUsed { dictionarySize = writeDictionaryPage(compressor) }
        return ColumnChunkMetadata(
            type: column.type.physicalType,
            path: column.path,
            codec: codec,
            valueCount: valueCount,
            uncompressedSize: uncompressedSize + dictionarySize,
            compressedSize: dictionaryPage.count + pages.count,
            dataPageOffset: offset + dictionaryPage.count,
            dictionaryPageOffset: dictionary.isUsed ? offset : nil,
            dataPages: pageCounts,
            statistics: statistics.result,
            pageIndex: pageIndex.result(firstPageAt: offset + dictionaryPage.count)
        )
    }

    /// Returns the size of the dictionary page without compression.
    private func writeDictionaryPage(_ compressor: PageCompressor) -> Int {
        content.truncate(to: 0)
        dictionary.appendPlain(as: column.type.physicalType, to: &content)
        let start = pages.count
        compressor.append(content.span, to: &pages)
        header.removeAll()
        PageHeader.writeDictionaryPage(
            valueCount: dictionary.count,
            uncompressedSize: content.count,
            compressedSize: pages.count - start,
            to: &header
        )
        dictionaryPage.append(contentsOf: header.bytes.span)
        dictionaryPage.append(contentsOf: pages.span.extracting(start...))
        pages.truncate(to: start)
        return header.bytes.count + content.count
    }

    /// Prepares for the next row group.
    func removeAll() {
        pages.truncate(to: 0)
        dictionaryPage.truncate(to: 0)
        dictionary.removeAll()
        statistics = ColumnStatistics(column.type)
        pageIndex.removeAll()
        valueCount = 0
        uncompressedSize = 0
        pageCounts.removeAll(keepingCapacity: true)
    }
}
