#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Writes encoded pages into one Parquet file after the other.
///
/// The pages of a column are contiguous in a file, so they are gathered until there are enough for a row group. Row
/// groups and parts are closed between page batches, at sizes that depend only on the records. Files grow by whole row
/// groups: a run can be continued after one, skipping the records that the files already hold.
struct ParquetPartSequence: ~Copyable {
    /// Further limits of a row group: its uncompressed size, which a reader has to hold, and its number of records.
    private static let rowGroupContent = 128 << 20
    private static let rowGroupRecords = 1 << 20
    /// The largest page index of a part, which is in memory until the part is closed; later row groups have none.
    ///
    /// That is the index of some 10 GB.
    private static let pageIndexSize = 16 << 20

    private let plan: ParquetPlan
    private let partSize: Int
    private let mode: mode_t
    private let compressor: PageCompressor
    private let columns: [ColumnChunkBuilder]
    private var metadata: FileMetadata
    /// How many more bytes the page index of the open part may have.
    private var pageIndexRoom = pageIndexSize
    private var current: PartWriter?
    private(set) var finished: [FinishedPart] = []
    /// How many row groups have been written.
    private(set) var closedRowGroups = 0
    /// How many of the next records are already in the files.
    private var recordsAhead = 0
    /// The number of records gathered, and their range in the inputs.
    private var recordCount = 0
    private var input = 0..<0

    init(plan: ParquetPlan, partSize: Int, mode: mode_t) {
        self.plan = plan
        self.partSize = partSize
        self.mode = mode
        compressor = PageCompressor(plan.codec)
        columns = plan.schema.columns.map { ColumnChunkBuilder($0, codec: plan.codec) }
        metadata = FileMetadata(schema: plan.schema)
    }

    /// Continues after existing parts; `open` holds `rowGroups`, and the next `recordsAhead` records are in them
    /// already.
    mutating func resume(
        after parts: [FinishedPart],
        open: consuming PartWriter?,
        rowGroups: [RowGroupMetadata],
        recordsAhead: Int
    ) {
        finished = parts
        current = open
        metadata.rowGroups = rowGroups
        pageIndexRoom = rowGroups.reduce(Self.pageIndexSize) { $0 - $1.pageIndexSize }
        self.recordsAhead = recordsAhead
    }

    /// The row groups of the open part.
    var openRowGroups: [RowGroupMetadata] { openPart == nil ? [] : metadata.rowGroups }

    /// The open part as written so far, and what syncs it to the device.
    var openPart: PartWriter.State? {
        switch current {
        case .some(let writer): writer.state
        case .none: nil
        }
    }

    /// Takes the pages of a chunk, and writes full row groups to the parts in `directory`; the chunk's input begins at
    /// `origin` in the sequence of all inputs.
    mutating func write(
        _ encoded: borrowing EncodedPages,
        of origin: Int,
        in directory: Directory
    ) throws(SystemError) {
        for index in 0..<encoded.pageBatches.count {
            let pageBatch = encoded.pageBatches[index]
            guard recordsAhead == 0 else {
                // Files end between page batches. If the batches had changed, the ledger would not balance at the end.
                recordsAhead = max(0, recordsAhead - pageBatch.recordCount)
                continue
            }
            for (number, column) in columns.enumerated() {
                let page = encoded.pages[pageBatch.firstPage + number]
                column.append(page, rows: pageBatch.recordCount, of: encoded, compressor)
            }
            let start = recordCount == 0 ? origin + pageBatch.inputStart : input.lowerBound
            input = start..<origin + pageBatch.inputEnd
            recordCount += pageBatch.recordCount
            if isFull { try closeRowGroup(in: directory) }
        }
    }

    private var isFull: Bool {
        let size = columns.reduce(0) { $0 + $1.size }
        return size >= plan.rowGroupSize || recordCount >= Self.rowGroupRecords
            || columns.reduce(0) { $0 + $1.uncompressedSize } >= Self.rowGroupContent
    }

    /// Closes the last part; without records, that is a file with columns and no rows.
    mutating func finish(in directory: Directory) throws(SystemError) {
        if recordCount > 0 { try closeRowGroup(in: directory) }
        if current == nil, finished.isEmpty { try begin(in: directory) }
        if current != nil { try closeCurrent(in: directory) }
    }

    private mutating func begin(in directory: Directory) throws(SystemError) {
        current = try PartWriter(name: PartName.openPart(finished.count, "parquet"), in: directory)
        let magic = FileMetadata.magic
        try current?.write(magic.span, records: 0, input: input)
        metadata.rowGroups.removeAll()
        pageIndexRoom = Self.pageIndexSize
    }

    private mutating func closeRowGroup(in directory: Directory) throws(SystemError) {
        if current == nil { try begin(in: directory) }
        var chunks: [ColumnChunkMetadata] = []
        for (number, column) in columns.enumerated() {
            chunks.append(column.finish(at: current?.bytes ?? 0, compressor))
            let isLast = number == columns.count - 1
            try current?.write(column.dictionaryPage.span, records: 0, input: input)
            try current?.write(column.pages.span, records: isLast ? recordCount : 0, input: input)
            column.removeAll()
        }
        var rowGroup = RowGroupMetadata(columns: chunks, rowCount: recordCount)
        rowGroup.limitPageIndex(room: pageIndexRoom)
        pageIndexRoom -= rowGroup.pageIndexSize
        metadata.rowGroups.append(rowGroup)
        recordCount = 0
        closedRowGroups += 1
        if let bytes = current?.bytes, bytes >= partSize { try closeCurrent(in: directory) }
    }

    private mutating func closeCurrent(in directory: Directory) throws(SystemError) {
        guard var writer = current.take() else { return }
        let ending = metadata.ending(at: writer.bytes)
        try writer.write(ending.span, records: 0, input: input)
        var part = try writer.close(mode: mode, in: directory)
        part.columns = summary()
        finished.append(part)
    }

    /// The summaries of the current part's columns, as JSON.
    private func summary() -> [UInt8] {
        var summaries: [ColumnSummary] = []
        for (number, column) in plan.schema.columns.enumerated() {
            var statistics = ColumnStatistics(column.type)
            for chunk in metadata.rowGroups.lazy.map({ $0.columns[number] }) {
                statistics.add(chunk.statistics, valueCount: chunk.valueCount)
            }
            summaries.append(ColumnSummary(path: column.path, type: column.type, statistics: statistics.result))
        }
        var writer = JSONWriter()
        writer.value(summaries)
        return writer.bytes
    }
}
