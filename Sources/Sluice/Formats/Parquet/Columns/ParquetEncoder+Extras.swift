/// The column of the fields that the schema does not name: `{"note":"gift","/address/floor":3}`.
extension ParquetEncoder {
    mutating func appendExtras(
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
        for row in rows where selection.takes(row, of: batch) {
            Self.appendExtras(row, batch, shredder.extras, to: &buffer.values)
        }
    }

    private static func appendExtras(
        _ row: Int,
        _ batch: borrowing RecordBatch,
        _ extras: borrowing NestedExtras,
        to values: inout ColumnValues
    ) {
        let nested = extras.entries(ofRow: row)
        guard batch.rows[row].extraCount > 0 || !nested.isEmpty else { return values.appendNull() }
        let start = values.beginByteArray()
        values.bytes.append(UInt8(ascii: "{"))
        batch.appendExtraMembers(ofRow: row, to: &values.bytes)
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
