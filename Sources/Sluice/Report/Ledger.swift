/// The account of a run: every record and every byte of the input is in it once.
struct Ledger: Sendable {
    private(set) var recordsSeen = 0
    private(set) var recordsWritten = 0
    private(set) var recordsRejected = 0
    /// How often bytes that belong to no record were set aside.
    private(set) var strayRuns = 0
    /// The bytes accounted for, from the first of the input on.
    private(set) var bytesRead = 0
    private(set) var bytesOfWritten = 0
    private(set) var bytesOfRejected = 0

    /// Begins at the first byte behind the prologue.
    init(prologue: Int) {
        bytesRead = prologue
    }

    /// Goes on where another account has stopped.
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

    /// Enters a chunk, which must begin where the account stands.
    mutating func enter(
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
                "the ledger does not balance at byte \(bytesRead): nothing was published"
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

    /// Throws unless the account is whole: nothing lost, nothing counted twice, and the parts hold what was written.
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
