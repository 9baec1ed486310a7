/// Writes accepted rows as NDJSON: one compact object a line, fields in the record's own order, values in the text they
/// have.
///
/// A record that is compact already, and that no rule has changed, is copied as it stands; lines of such records are
/// copied in one go.
///
/// A worker owns one and uses it for all its batches.
struct NDJSONEncoder: ~Copyable {
    let unknownFields: UnknownFieldPolicy
    let keys: EncodedKeys
    /// The fields of the rows at hand, in their order.
    var fields = GrowingBuffer<FieldCopy>(capacity: 64)

    init(fields: FieldTable, unknownFields: UnknownFieldPolicy) {
        self.unknownFields = unknownFields
        keys = EncodedKeys(fields)
    }

    /// Appends the rows of `batch` that no check has rejected; returns how many unknown fields were left out.
    mutating func encode(_ batch: borrowing RecordBatch, into output: inout EncodedBatch) -> Int {
        var index = 0
        while index < batch.rowCount {
            if batch.isRejected(index) {
                index += 1
            } else if isVerbatim(batch.rows[index]) {
                index = copyRows(from: index, batch, into: &output)
            } else if isUnchanged(batch.rows[index], batch) {
                index = encodeUnchangedRows(from: index, batch, into: &output)
            } else {
                encodeChanged(index, batch, into: &output)
                index += 1
            }
        }
        return unknownFields == .drop ? countUnknownFields(batch) : 0
    }

    private func countUnknownFields(_ batch: borrowing RecordBatch) -> Int {
        guard batch.extras.count > 0 else { return 0 }
        var count = 0
        for index in 0..<batch.rowCount where !batch.isRejected(index) { count += Int(batch.rows[index].extraCount) }
        return count
    }

    /// Whether a row's own bytes are what is to be written.
    @inline(__always)
    func isVerbatim(_ row: Row) -> Bool {
        row.flags == .isCompact && (unknownFields == .keep || row.extraCount == 0)
    }

    /// Copies the row, and those behind it that follow as the next lines; returns the first row that does not.
    private func copyRows(from first: Int, _ batch: borrowing RecordBatch, into output: inout EncodedBatch) -> Int {
        let view = batch.view
        let start = batch.rows[first].start
        // What a row's end in the input is away from its end in the output, line feed included.
        let distance = output.bytes.count - Int(start) + 1
        var end = start
        var index = first
        repeat {
            let row = batch.rows[index]
            end = row.end
            output.endRecord(row, at: Int(end) + distance)
            index += 1
        } while index < batch.rowCount && follows(batch.rows[index], end, view.span) && !batch.isRejected(index)
        output.bytes.append(contentsOf: view.span.extracting(Int(start)..<Int(end)))
        output.bytes.append(UInt8(ascii: "\n"))
        return index
    }

    /// Whether a row may be copied together with one that ends at `end`.
    @inline(__always)
    private func follows(_ row: Row, _ end: UInt32, _ bytes: Span<UInt8>) -> Bool {
        row.start == end + 1 && isVerbatim(row) && bytes[Int(end)] == UInt8(ascii: "\n")
    }
}
