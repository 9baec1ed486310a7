/// Turns accepted rows into pages of typed columns.
///
/// While rows are added to the columns, some may turn out to have a value that its column cannot hold. They are rejected
/// like others; the columns go back then, and the rows that are still accepted are added again.
///
/// A worker owns one and uses it for all its batches.
struct ParquetEncoder: ~Copyable {
    /// A stretch is closed with the record that reaches so many bytes of input, or with which its rows have so many
    /// fields: a field that is missing takes no input, and yet a level.
    private static let stretchSize = 1 << 20
    private static let stretchFields = 1 << 22

    let plan: ParquetPlan
    let pointers: [String]
    let columns: [ColumnBuffer]
    var shredder: ParquetShredder
    var pages: PageEncoder
    /// The stretch at hand: where its first row begins in the chunk, how many rows there were, and its first record.
    private var stretchStart: UInt32?
    private var stretchRows = 0
    private let maximumRows: Int
    private var firstRecord = 0

    init(plan: ParquetPlan, unknownFields: UnknownFieldPolicy) {
        self.plan = plan
        pointers = plan.fields.plans.map(\.pointer)
        columns = plan.schema.columns.map(ColumnBuffer.init)
        shredder = ParquetShredder(schema: plan.schema, columns: columns, unknownMembers: unknownFields)
        pages = PageEncoder(codec: plan.codec)
        maximumRows = max(1, Self.stretchFields / columns.count)
    }

    /// Makes ready for a new chunk.
    mutating func begin() {
        for column in columns { column.values.removeAll() }
        stretchStart = nil
        stretchRows = 0
        firstRecord = 0
    }

    /// Adds the rows of `batch` that no check has rejected, and rejects those with values that cannot be written;
    /// returns how many unknown fields were left out.
    mutating func encode(_ batch: inout RecordBatch, into output: inout EncodedBatch) -> Int {
        var dropped = 0
        var first = 0
        while first < batch.rowCount {
            let (end, isFull) = endOfStretch(batch, from: first)
            dropped += encodeRows(first..<end, &batch)
            for row in first..<end where !batch.isRejected(row) { output.endRecord(batch.rows[row], at: 0) }
            if isFull { closeStretch(&output) }
            first = end
        }
        return dropped
    }

    /// Closes the stretch at hand: the chunk is read, or its page is large enough.
    mutating func closeStretch(_ output: inout EncodedBatch) {
        stretchStart = nil
        stretchRows = 0
        let count = output.recordCount - firstRecord
        guard count > 0 else { return }
        output.pages.stretches.append(
            EncodedPages.Stretch(
                firstRecord: firstRecord,
                recordCount: count,
                inputStart: output.input(ofRecord: firstRecord).lowerBound,
                inputEnd: output.input(ofRecord: output.recordCount - 1).upperBound,
                firstPage: output.pages.pages.count
            )
        )
        firstRecord = output.recordCount
        for column in columns {
            pages.append(column.values, to: &output.pages)
            column.values.removeAll()
        }
    }

    /// Returns the row behind the last one that belongs to the stretch, and whether it is closed with that.
    private mutating func endOfStretch(_ batch: borrowing RecordBatch, from first: Int) -> (row: Int, isFull: Bool) {
        let start = stretchStart ?? batch.rows[first].start
        stretchStart = start
        for row in first..<batch.rowCount {
            stretchRows += 1
            guard Int(batch.rows[row].end) - Int(start) >= Self.stretchSize || stretchRows >= maximumRows else {
                continue
            }
            return (row + 1, true)
        }
        return (batch.rowCount, false)
    }

    /// Adds rows of one stretch.
    private mutating func encodeRows(_ rows: Range<Int>, _ batch: inout RecordBatch) -> Int {
        let marks = columns.map { $0.values.mark }
        if batch.hasRejectedRows {
            // For what else is wrong with them: nothing of these rows stays.
            _ = append(rows, .rejected, &batch)
            goBack(to: marks)
        }
        let violationCount = batch.violations.count
        let dropped = append(rows, batch.hasRejectedRows ? .accepted : .all, &batch)
        guard batch.violations.count > violationCount else { return dropped }
        goBack(to: marks)
        return append(rows, .accepted, &batch)
    }

    private func goBack(to marks: [ColumnValues.Mark]) {
        for (column, mark) in zip(columns, marks) { column.values.goBack(to: mark) }
    }
}
