/// Which rows of a batch are used.
enum RowSelection {
    /// All of them: none has been rejected.
    case all
    case accepted
    case rejected

    @inline(__always)
    func includes(_ row: Int, of batch: borrowing RecordBatch) -> Bool {
        switch self {
        case .all: true
        case .accepted: !batch.isRejected(row)
        case .rejected: batch.isRejected(row)
        }
    }

    /// How many of `rows` are used.
    func count(of rows: Range<Int>, in batch: borrowing RecordBatch) -> Int {
        guard self != .all else { return rows.count }
        var count = 0
        for row in rows where includes(row, of: batch) { count += 1 }
        return count
    }
}
