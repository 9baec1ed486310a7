/// Whole columns of a batch: one loop for each type.
extension ColumnValues {
    /// Adds the values of a field of the records; returns the first row with a value that the column cannot hold, or the
    /// end of `rows`.
    mutating func append(
        _ field: Int,
        of batch: borrowing RecordBatch,
        _ rows: Range<Int>,
        _ selection: RowSelection
    ) -> Int {
        switch column.type {
        case .int32: appendNumbers(Int32Reader(), field, batch, rows, selection)
        case .int64: appendNumbers(Int64Reader(), field, batch, rows, selection)
        case .double: appendNumbers(DoubleReader(), field, batch, rows, selection)
        case .date: appendNumbers(DateReader(), field, batch, rows, selection)
        case .timestamp(let isAdjustedToUTC):
            appendNumbers(TimestampReader(hasOffset: isAdjustedToUTC), field, batch, rows, selection)
        case .decimal(let precision, let scale) where column.type.physicalType != .fixedLengthByteArray:
            appendNumbers(DecimalReader(precision: precision, scale: scale), field, batch, rows, selection)
        case .boolean: appendBooleans(field, batch, rows, selection)
        case .string: appendStrings(field, batch, rows, selection)
        case .json, .decimal: appendOthers(field, batch, rows, selection)
        }
    }

    @inline(__always)
    private static func isAbsent(_ slot: Slot) -> Bool { slot.kind.rawValue <= ValueKind.null.rawValue }

    private mutating func appendNumbers(
        _ reader: some NumberReader,
        _ field: Int,
        _ batch: borrowing RecordBatch,
        _ rows: Range<Int>,
        _ selection: RowSelection
    ) -> Int {
        let slots = batch.column(field)
        let kinds = reader.kinds
        for row in rows where selection.takes(row, of: batch) {
            let slot = slots[row]
            if Self.isAbsent(slot) {
                guard isOptional else { return row }
                appendNull()
                continue
            }
            guard kinds.contains(slot.kind),
                let number = reader.read(batch.text(of: slot), hasEscapes: slot.flags.contains(.hasEscapes))
            else { return row }
            numbers.append(number)
            endValue()
        }
        return rows.upperBound
    }

    private mutating func appendBooleans(
        _ field: Int,
        _ batch: borrowing RecordBatch,
        _ rows: Range<Int>,
        _ selection: RowSelection
    ) -> Int {
        let slots = batch.column(field)
        for row in rows where selection.takes(row, of: batch) {
            let kind = slots[row].kind
            if ValueKind.Set.boolean.contains(kind) {
                bytes.append(kind == .true ? 1 : 0)
                endValue()
            } else {
                guard isOptional, Self.isAbsent(slots[row]) else { return row }
                appendNull()
            }
        }
        return rows.upperBound
    }

    private mutating func appendStrings(
        _ field: Int,
        _ batch: borrowing RecordBatch,
        _ rows: Range<Int>,
        _ selection: RowSelection
    ) -> Int {
        let slots = batch.column(field)
        for row in rows where selection.takes(row, of: batch) {
            let slot = slots[row]
            if slot.kind == .string {
                _ = appendString(.string, batch.text(of: slot), slot.flags.contains(.hasEscapes))
                endValue()
            } else {
                guard isOptional, Self.isAbsent(slot) else { return row }
                appendNull()
            }
        }
        return rows.upperBound
    }

    private mutating func appendOthers(
        _ field: Int,
        _ batch: borrowing RecordBatch,
        _ rows: Range<Int>,
        _ selection: RowSelection
    ) -> Int {
        let slots = batch.column(field)
        for row in rows where selection.takes(row, of: batch) {
            let slot = slots[row]
            if Self.isAbsent(slot) {
                guard isOptional else { return row }
                appendNull()
            } else {
                let hasEscapes = slot.flags.contains(.hasEscapes)
                guard append(slot.kind, batch.text(of: slot), hasEscapes: hasEscapes, repetition: 0) else { return row }
            }
        }
        return rows.upperBound
    }
}
