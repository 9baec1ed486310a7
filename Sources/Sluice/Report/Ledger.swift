/// The totals of a run: every record and every byte of its inputs is counted in it exactly once.
///
/// Offsets count through all inputs, in their order.
struct Ledger: Sendable {
    private(set) var recordsSeen = 0
    private(set) var recordsWritten = 0
    private(set) var recordsRejected = 0
    /// How often bytes that belong to no record were set aside.
    private(set) var strayRuns = 0
    /// The bytes accounted for, from the beginning of the first input.
    private(set) var bytesRead = 0
    private(set) var bytesOfWritten = 0
    private(set) var bytesOfRejected = 0

    /// The ledger of a run that has read nothing.
    init() {}

    /// A ledger with these totals.
    init(
        recordsSeen: Int,
        recordsWritten: Int,
        recordsRejected: Int,
        strayRuns: Int,
        bytesRead: Int,
        bytesOfWritten: Int,
        bytesOfRejected: Int
    ) {
        self.recordsSeen = recordsSeen
        self.recordsWritten = recordsWritten
        self.recordsRejected = recordsRejected
        self.strayRuns = strayRuns
        self.bytesRead = bytesRead
        self.bytesOfWritten = bytesOfWritten
        self.bytesOfRejected = bytesOfRejected
    }

    /// How many lines the file of rejects has.
    var rejectLines: Int { recordsRejected + strayRuns }

    /// The bytes that belong to no record: white space, commas, the array's brackets, and strays.
    var bytesBetweenRecords: Int { bytesRead - bytesOfWritten - bytesOfRejected }

    /// Records the bytes of an input that come before its first document.
    mutating func pass(prologue: Int) {
        bytesRead += prologue
    }

    /// Records a chunk, which must begin where the last one ended.
    ///
    /// - Throws: `IngestionError` of kind `inconsistency` if it does not, or its records do not add up.
    mutating func record(
        chunk: Range<Int>,
        seen: Int,
        written: Int,
        bytesWritten: Int,
        rejected: Int,
        bytesRejected: Int,
        strayRuns: Int
    ) throws(IngestionError) {
        guard chunk.lowerBound == bytesRead, seen == written + rejected else {
            throw IngestionError(
                .inconsistency,
                "the ledger does not balance at byte \(bytesRead); nothing was published"
            )
        }
        bytesRead = chunk.upperBound
        recordsSeen += seen
        recordsWritten += written
        recordsRejected += rejected
        bytesOfWritten += bytesWritten
        bytesOfRejected += bytesRejected
        self.strayRuns += strayRuns
    }

    /// Throws `IngestionError` of kind `inconsistency` unless all bytes of an input have been read.
    func check(bytes: Int, of size: Int) throws(IngestionError) {
        guard bytes != size else { return }
        throw IngestionError(
            .inconsistency,
            "the ledger does not balance: \(bytes) of an input's \(size) bytes read; nothing was published"
        )
    }

    /// Ends the account with the last record of a limited run, whose end is at `offset`.
    mutating func stop(at offset: Int) { bytesRead = offset }

    /// Throws `IngestionError` of kind `inconsistency` if anything was lost or counted twice, also in the parts.
    func check(inputBytes: Int, recordsInParts inParts: Int) throws(IngestionError) {
        guard recordsSeen == recordsWritten + recordsRejected, bytesRead == inputBytes, bytesBetweenRecords >= 0,
            inParts == recordsWritten
        else {
            throw IngestionError(
                .inconsistency,
                "the ledger does not balance: \(recordsSeen) records seen, \(recordsWritten) written (\(inParts) in"
                    + " parts), \(recordsRejected) rejected, \(bytesRead) of \(inputBytes) bytes read; nothing was published"
            )
        }
    }

    /// Reads what `write(to:)` has written; `nil` unless it balances.
    init?(_ node: JSONNode) {
        guard let seen = node["records_seen"]?.count, let written = node["records_written"]?.count,
            let rejected = node["records_rejected"]?.count, let strayRuns = node["stray_runs"].map(\.count) ?? 0,
            let bytes = node["input_bytes"]?.count,
            let bytesOfWritten = node["record_bytes_written"]?.count,
            let bytesOfRejected = node["record_bytes_rejected"]?.count,
            seen - written == rejected, bytes - bytesOfWritten - bytesOfRejected >= 0
        else { return nil }
        self.init(
            recordsSeen: seen,
            recordsWritten: written,
            recordsRejected: rejected,
            strayRuns: strayRuns,
            bytesRead: bytes,
            bytesOfWritten: bytesOfWritten,
            bytesOfRejected: bytesOfRejected
        )
    }

    func write(to writer: inout JSONWriter) {
        writer.member("records_seen", recordsSeen)
        writer.member("records_written", recordsWritten)
        writer.member("records_rejected", recordsRejected)
        writer.member("stray_runs", strayRuns)
        writer.member("input_bytes", bytesRead)
        writer.member("record_bytes_written", bytesOfWritten)
        writer.member("record_bytes_rejected", bytesOfRejected)
        writer.member("bytes_between_records", bytesBetweenRecords)
    }
}
