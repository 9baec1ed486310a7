/// The accepted records of a chunk as bytes of the output format.
struct EncodedBatch: ~Copyable {
    /// Where one record is: 16 bytes.
    struct Extent: BitwiseCopyable {
        /// Where it ends in `bytes`: a part is closed between records.
        var end: Int
        /// Its bytes in the chunk.
        var inputStart: UInt32
        var inputEnd: UInt32
    }

    /// The records, one after the other.
    var bytes = GrowingBuffer<UInt8>(capacity: 64 << 10)
    /// The records as pages, for Parquet.
    var pages = EncodedPages()
    private(set) var extents = GrowingBuffer<Extent>(capacity: 1_024)
    /// The absolute offset of the chunk's first byte.
    private(set) var base = 0
    /// The size of the records in the input, in bytes.
    private(set) var inputBytes = 0

    var recordCount: Int { extents.count }

    /// Where a record is in the input, as absolute offsets.
    func input(ofRecord record: Int) -> Range<Int> {
        base + Int(extents[record].inputStart)..<base + Int(extents[record].inputEnd)
    }

    /// Ends the record of `row`, whose bytes end at `end` in `bytes`.
    @inline(__always)
    mutating func endRecord(_ row: Row, at end: Int) {
        extents.append(Extent(end: end, inputStart: row.start, inputEnd: row.end))
        inputBytes &+= Int(row.end &- row.start)
    }

    /// Counts the rows of `batch` that no check has rejected, without encoding them; returns how many unknown fields
    /// they have.
    mutating func countRecords(of batch: borrowing RecordBatch) -> Int {
        var unknownFields = 0
        for index in 0..<batch.rowCount where !batch.isRejected(index) {
            let row = batch.rows[index]
            endRecord(row, at: 0)
            unknownFields += Int(row.extraCount)
        }
        return unknownFields
    }

    /// Clears the batch for the records of a chunk that begins at `base`.
    mutating func begin(base: Int) {
        bytes.truncate(to: 0)
        extents.truncate(to: 0)
        pages.removeAll()
        self.base = base
        inputBytes = 0
    }
}
