/// A worker's result for one chunk.
struct ChunkResult: ~Copyable {
    /// The absolute offset at which reading began.
    var start = 0
    /// Where reading ended.
    var seam = Seam(offset: 0, state: .document)
    /// The end of the last record, where the number of records has ended the reading.
    var stop: Int?
    /// Whether reading paused there because of the number of bad records or of their errors, with the rest of the chunk
    /// still to be read.
    var isPaused = false
    /// How many rows are read at once: fewer than a batch has room for, where these would have too many violations.
    var rowLimit = Int.max
    var encoded = EncodedBatch()
    /// The rejected records, and the faults between records, in input order; ordinals count from the chunk's first
    /// record.
    var rejections: [RecordRejection] = []
    /// How many violations the rows have that are among the rejections.
    var violationCount = 0
    /// The records seen, valid and invalid.
    var recordCount = 0
    /// The changes made by cleaning, indexed like the schema's rules.
    var cleaningCounts: [Int] = []
    /// The fields dropped because the schema does not name them.
    var droppedFields = 0
    /// What is to be said of columns, at most once of each.
    var notices: [ColumnNotice] = []
    /// Whether the records of a document have been reached.
    var hasFoundRecords = false
    /// The lines and columns of the text between `start` and the seam.
    var extent = TextExtent()

    /// How many records did not pass.
    var rejectedCount: Int { rejections.count { $0.isRecord } }

    /// Clears the result for a chunk whose bytes begin at `base`.
    mutating func begin(base: Int) {
        isPaused = false
        stop = nil
        encoded.begin(base: base)
        rejections.removeAll(keepingCapacity: true)
        violationCount = 0
        recordCount = 0
        for rule in cleaningCounts.indices { cleaningCounts[rule] = 0 }
        droppedFields = 0
        notices = []
        extent = TextExtent()
    }

    /// Ends the result with its last record of `limit`, if there are that many: what comes after it does not count.
    mutating func end(afterRecords limit: Int) {
        // If the input breaks off inside that record, the run ends there as without a limit.
        guard recordCount >= limit, !rejections.contains(where: { $0.isStructural && $0.ordinal < limit }) else {
            return
        }
        rejections.removeAll { $0.ordinal >= limit }
        recordCount = limit
        isPaused = false
        let lastAccepted = encoded.recordCount > 0 ? encoded.input(ofRecord: encoded.recordCount - 1).upperBound : 0
        let lastRejected = rejections.last { $0.isRecord }?.range.upperBound ?? 0
        let end = max(lastAccepted, lastRejected)
        stop = end
        // A bad record may have ended before its last chunk began, of which only white space has been read.
        seam = Seam(offset: max(end, start), state: .stopped)
    }
}
