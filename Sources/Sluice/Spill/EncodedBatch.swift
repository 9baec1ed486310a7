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

    mutating func removeAll() {
        bytes.truncate(to: 0)
        recordEnds.truncate(to: 0)
        inputStarts.truncate(to: 0)
        inputEnds.truncate(to: 0)
    }
}
