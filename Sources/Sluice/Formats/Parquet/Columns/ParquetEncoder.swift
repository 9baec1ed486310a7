/// Turns accepted rows into pages of typed columns.
///
/// While rows are added to the columns, some may turn out to have a value that its column cannot hold. These rows are
/// rejected; then the columns are rolled back, and the rows that are still accepted are added again.
///
/// A worker owns one and uses it for all its batches.
struct ParquetEncoder: ~Copyable {
    /// A page batch is closed with the record that brings it to this many bytes of input, or to this many fields: a
    /// missing field takes up no input, but a level.
    private static let pageBatchSize = 1 << 20
    private static let pageBatchFields = 1 << 22

    private let plan: ParquetPlan
    private let pointers: [String]
    private let columns: [ColumnBuffer]
    private var shredder: ParquetShredder
    private var pages: PageEncoder
    /// The current page batch: where its first row begins in the chunk, how many rows it has, and its first record.
    private var pageBatchStart: UInt32?
    private var pageBatchRows = 0
    private let maximumRows: Int
    private var firstRecord = 0

    init(plan: ParquetPlan) {
        self.plan = plan
        pointers = plan.fields.plans.map(\.pointer)
        columns = plan.schema.columns.map(ColumnBuffer.init)
        shredder = ParquetShredder(schema: plan.schema, columns: columns)
        pages = PageEncoder(codec: plan.codec)
        maximumRows = max(1, Self.pageBatchFields / columns.count)
    }

    /// Prepares for a new chunk.
    mutating func begin() {
        for column in columns { column.values.removeAll() }
        pageBatchStart = nil
        pageBatchRows = 0
        firstRecord = 0
    }

    /// Adds the rows of `batch` that no check has rejected, and rejects those with values that cannot be written;
    /// returns how many unknown fields were left out.
    ///
    /// If that makes the batch overfull, none of its rows are added.
    mutating func encode(_ batch: inout RecordBatch, into output: inout EncodedBatch) -> Int {
        var dropped = 0
        var first = 0
        while first < batch.rowCount {
            let place = (pageBatchStart, pageBatchRows)
            let (end, isFull) = endOfPageBatch(batch, from: first)
            // With pages that are closed there is no way back.
            if first > 0 { batch.holdAllViolations() }
            dropped += encodeRows(first..<end, &batch)
            guard !batch.isOverfull else {
                (pageBatchStart, pageBatchRows) = place
                return 0
            }
            for row in first..<end where !batch.isRejected(row) { output.endRecord(batch.rows[row], at: 0) }
            if isFull { closePageBatch(&output) }
            first = end
        }
        return dropped
    }

    /// Closes the current page batch, at the end of the chunk or if its pages are large enough.
    mutating func closePageBatch(_ output: inout EncodedBatch) {
        pageBatchStart = nil
        pageBatchRows = 0
        let count = output.recordCount - firstRecord
        guard count > 0 else { return }
        output.pages.pageBatches.append(
            EncodedPages.PageBatch(
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

    /// Returns what is to be said of the chunk's values.
    mutating func takeNotices() -> [ColumnNotice] { columns.compactMap { $0.values.takeNotice() } }

    /// Returns the row after the last one of the page batch, and whether the page batch is complete.
    private mutating func endOfPageBatch(_ batch: borrowing RecordBatch, from first: Int) -> (row: Int, isFull: Bool) {
        let start = pageBatchStart ?? batch.rows[first].start
        pageBatchStart = start
        for row in first..<batch.rowCount {
            pageBatchRows += 1
            guard Int(batch.rows[row].end) - Int(start) >= Self.pageBatchSize || pageBatchRows >= maximumRows else {
                continue
            }
            return (row + 1, true)
        }
        return (batch.rowCount, false)
    }

    /// Adds rows of one page batch.
    private mutating func encodeRows(_ rows: Range<Int>, _ batch: inout RecordBatch) -> Int {
        let marks = columns.map { $0.values.mark }
        if batch.hasRejectedRows {
            // Only to find what else is wrong with these rows: nothing of them is kept.
            _ = append(rows, .rejected, &batch)
            rollBack(to: marks)
            guard !batch.isOverfull else { return 0 }
        }
        let violationCount = batch.violations.count
        let dropped = append(rows, batch.hasRejectedRows ? .accepted : .all, &batch)
        guard batch.violations.count > violationCount else { return dropped }
        rollBack(to: marks)
        guard !batch.isOverfull else { return 0 }
        return append(rows, .accepted, &batch)
    }

    private func rollBack(to marks: [ColumnValues.Mark]) {
        for (column, mark) in zip(columns, marks) { column.values.rollBack(to: mark) }
    }
}

// MARK: Rows

extension ParquetEncoder {
    /// Adds rows to all columns; returns how many unknown fields were left out.
    private mutating func append(_ rows: Range<Int>, _ selection: RowSelection, _ batch: inout RecordBatch) -> Int {
        shredder.removeExtras()
        for field in pointers.indices {
            let node = plan.schema.fields[field]
            if case .value(let column) = plan.schema.nodes[node].content {
                appendField(field, column, rows, selection, &batch)
            } else {
                appendContainers(field, node, rows, selection, &batch)
            }
        }
        if let column = plan.schema.extraColumn { appendExtras(column, rows, selection, batch) }
        return plan.schema.keepsExtraFields ? 0 : extraCount(of: rows, selection, batch)
    }

    private func extraCount(
        of rows: Range<Int>,
        _ selection: RowSelection,
        _ batch: borrowing RecordBatch
    ) -> Int {
        var count = 0
        for row in rows where selection.includes(row, of: batch) { count += Int(batch.rows[row].extraCount) }
        return count
    }

    private func appendField(
        _ field: Int,
        _ column: Int,
        _ rows: Range<Int>,
        _ selection: RowSelection,
        _ batch: inout RecordBatch
    ) {
        let buffer = columns[column]
        var first = rows.lowerBound
        while true {
            let row = buffer.values.append(field, of: batch, first..<rows.upperBound, selection)
            guard row < rows.upperBound else { return }
            rejectValue(field, row, plan.schema.columns[column], &batch)
            first = row + 1
        }
    }

    private func rejectValue(_ field: Int, _ row: Int, _ column: ParquetColumn, _ batch: inout RecordBatch) {
        let slot = batch[field, row]
        if batch.isRejected(row), column.type.hasRefused(slot.kind, batch.text(of: slot)) { return }
        batch.reject(
            row,
            batch.violation(
                of: column.keyword,
                field,
                row,
                pointer: pointers[field],
                expectation: column.expectation,
                advice: column.advice(on: slot.kind, batch.text(of: slot), hasEscapes: slot.flags.contains(.hasEscapes))
            )
        )
    }

    /// Adds the objects or arrays of a field.
    private mutating func appendContainers(
        _ field: Int,
        _ node: Int,
        _ rows: Range<Int>,
        _ selection: RowSelection,
        _ batch: inout RecordBatch
    ) {
        for row in rows where selection.includes(row, of: batch) && !batch.isOverfull {
            let slot = batch[field, row]
            if slot.kind == .missing {
                shredder.appendAbsence(of: node, repetition: 0)
            } else {
                shredder.shred(slot, of: batch, node, pointer: pointers[field], row: row)
            }
            rejectInnerValues(field, row, &batch)
        }
    }

    private mutating func rejectInnerValues(_ field: Int, _ row: Int, _ batch: inout RecordBatch) {
        guard !shredder.failures.isEmpty else { return }
        let slot = batch[field, row]
        let source = batch.sourceRange(of: slot)
        let isElsewhere = slot.flags.contains(.inArena) || slot.kind == .missing
        for failure in shredder.failures where !isReported(failure, slot, row, batch) {
            let start = source.lowerBound + failure.range.lowerBound
            let range = isElsewhere ? source : start..<start + failure.range.count
            batch.reject(row, violation(failure, slot, batch, at: range))
        }
        shredder.forgetFailures()
    }

    private func violation(
        _ failure: ParquetShredder.Failure,
        _ slot: Slot,
        _ batch: borrowing RecordBatch,
        at range: Range<Int>
    ) -> Violation {
        let column = plan.schema.columns[failure.column]
        let text = batch.text(of: slot).extracting(failure.range)
        let advice = failure.kind.map { column.advice(on: $0, text, hasEscapes: false) } ?? ""
        return Violation(
            code: column.keyword.code,
            instanceLocation: failure.pointer,
            keywordLocation: column.keyword.location,
            message: "expected \(column.expectation), found \(Excerpt.noun(for: text))\(advice)",
            offset: range.lowerBound,
            length: range.count
        )
    }

    /// Whether a check has already rejected the record for the same value.
    private func isReported(
        _ failure: ParquetShredder.Failure,
        _ slot: Slot,
        _ row: Int,
        _ batch: borrowing RecordBatch
    ) -> Bool {
        guard batch.isRejected(row) else { return false }
        guard let kind = failure.kind else { return true }
        let text = batch.text(of: slot).extracting(failure.range)
        return plan.schema.columns[failure.column].type.hasRefused(kind, text)
    }
}

// MARK: Fields that the schema does not name

/// They are written to one column: `{"note":"gift","/address/floor":3}`.
extension ParquetEncoder {
    private mutating func appendExtras(
        _ column: Int,
        _ rows: Range<Int>,
        _ selection: RowSelection,
        _ batch: borrowing RecordBatch
    ) {
        let buffer = columns[column]
        guard batch.extras.count > 0 || !shredder.extras.isEmpty else {
            return buffer.values.appendNulls(selection.count(of: rows, in: batch))
        }
        shredder.sortExtras()
        for row in rows where selection.includes(row, of: batch) {
            let keepsFields = plan.schema.keepsExtraFields
            Self.appendExtras(row, batch, keepsFields: keepsFields, shredder.extras, to: &buffer.values)
        }
    }

    private static func appendExtras(
        _ row: Int,
        _ batch: borrowing RecordBatch,
        keepsFields: Bool,
        _ extras: borrowing NestedExtras,
        to values: inout ColumnValues
    ) {
        let nested = extras.entries(ofRow: row)
        let hasFields = keepsFields && batch.hasExtraMembers(ofRow: row)
        guard hasFields || !nested.isEmpty else { return values.appendNull() }
        let start = values.beginByteArray()
        values.bytes.append(UInt8(ascii: "{"))
        if hasFields { batch.appendExtraMembers(ofRow: row, to: &values.bytes) }
        for entry in nested {
            values.bytes.append(contentsOf: extras.text(ofEntry: entry))
            values.bytes.append(UInt8(ascii: ","))
        }
        // The last comma becomes the brace.
        values.bytes[values.bytes.count - 1] = UInt8(ascii: "}")
        values.endByteArray(from: start)
        values.endValue()
    }
}

extension ColumnType {
    /// Whether a check must already have rejected the value, as it does not have the type that the schema requires.
    fileprivate func hasRefused(_ kind: ValueKind, _ text: Span<UInt8>) -> Bool {
        guard kinds.contains(kind) else { return true }
        return (self == .int32 || self == .int64) && kind == .decimal && !NumberText.isInteger(text)
    }
}
