#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Writes encoded batches into one part after the other.
///
/// A part is closed at the end of the record with which it reaches the part size. That depends only on the records, so
/// the parts are the same however the records are divided into batches.
struct PartSequence: ~Copyable {
    private let partSize: Int
    private let fileExtension: String
    /// What each part begins with.
    private let header: [UInt8]
    private let mode: mode_t
    private var current: PartWriter?
    private(set) var finished: [FinishedPart] = []

    init(partSize: Int, fileExtension: String, header: [UInt8] = [], mode: mode_t) {
        self.partSize = partSize
        self.fileExtension = fileExtension
        self.header = header
        self.mode = mode
    }

    /// Continues after existing parts.
    mutating func resume(after parts: [FinishedPart], open: consuming PartWriter?) {
        finished = parts
        current = open
    }

    /// The open part as written so far, and what syncs it to the device.
    var openPart: PartWriter.State? {
        switch current {
        case .some(let writer): writer.state
        case .none: nil
        }
    }

    /// Writes a batch to the parts in `directory`; its input begins at `origin` in the sequence of all inputs.
    mutating func write(
        _ batch: borrowing EncodedBatch,
        of origin: Int,
        in directory: Directory
    ) throws(SystemError) {
        var record = 0
        while record < batch.recordCount {
            let inputStart = origin + batch.input(ofRecord: record).lowerBound
            if current == nil { try begin(in: directory, at: inputStart) }
            let start = record == 0 ? 0 : batch.extents[record - 1].end
            let last = lastRecord(of: batch, from: record, start: start, room: partSize - (current?.bytes ?? 0))
            try current?.write(
                batch.bytes.span.extracting(start..<batch.extents[last].end),
                records: last + 1 - record,
                input: inputStart..<origin + batch.input(ofRecord: last).upperBound
            )
            record = last + 1
            if let bytes = current?.bytes, bytes >= partSize { try closeCurrent(in: directory) }
        }
    }

    /// Closes the last part; without records, that is the header alone: readers need one file at least.
    mutating func finish(in directory: Directory) throws(SystemError) {
        if current == nil, finished.isEmpty { try begin(in: directory, at: 0) }
        if current != nil { try closeCurrent(in: directory) }
    }

    /// Begins a part whose first record is at `offset` in the inputs.
    private mutating func begin(in directory: Directory, at offset: Int) throws(SystemError) {
        current = try PartWriter(name: PartName.openPart(finished.count, fileExtension), in: directory)
        guard !header.isEmpty else { return }
        let header = header
        try current?.write(header.span, records: 0, input: offset..<offset)
    }

    private mutating func closeCurrent(in directory: Directory) throws(SystemError) {
        guard let writer = current.take() else { return }
        finished.append(try writer.close(mode: mode, in: directory))
    }

    /// Returns the first record, from `record` on, that fills `room` bytes, or the batch's last.
    private func lastRecord(of batch: borrowing EncodedBatch, from record: Int, start: Int, room: Int) -> Int {
        var low = record
        var high = batch.recordCount - 1
        while low < high {
            let middle = (low + high) / 2
            if batch.extents[middle].end - start >= room { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
