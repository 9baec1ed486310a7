/// The accepted records of a chunk as bytes of the output format.
struct EncodedBatch: ~Copyable {
    /// The records, one behind the other.
    var bytes = GrowingBuffer<UInt8>(capacity: 64 << 10)
    /// For each record, where it ends in `bytes`: a part is closed between records.
    var recordEnds = GrowingBuffer<Int>(capacity: 1_024)
    /// For each record, where it begins and ends in the input, as absolute offsets.
    var inputStarts = GrowingBuffer<Int>(capacity: 1_024)
    var inputEnds = GrowingBuffer<Int>(capacity: 1_024)

    var recordCount: Int { recordEnds.count }

    /// Ends the record whose bytes were appended last, and which stands at `input` in the input.
    @inline(__always)
    mutating func endRecord(_ input: Range<Int>) {
        recordEnds.append(bytes.count)
        inputStarts.append(input.lowerBound)
        inputEnds.append(input.upperBound)
    }

    /// Counts the rows of `batch` that no check has rejected, without a byte for them; returns how many unknown fields
    /// they have.
    mutating func countRecords(of batch: borrowing RecordBatch) -> Int {
        var unknownFields = 0
        for index in 0..<batch.rowCount where !batch.isRejected(index) {
            let row = batch.rows[index]
            endRecord(batch.base + Int(row.start)..<batch.base + Int(row.end))
            unknownFields += Int(row.extraCount)
        }
        return unknownFields
    }

    mutating func removeAll() {
        bytes.truncate(to: 0)
        recordEnds.truncate(to: 0)
        inputStarts.truncate(to: 0)
        inputEnds.truncate(to: 0)
    }
}
