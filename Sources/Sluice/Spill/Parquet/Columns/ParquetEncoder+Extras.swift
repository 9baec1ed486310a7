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
        appendFields(row, batch, to: &values.bytes)
        for entry in nested {
            values.bytes.append(contentsOf: extras.text(ofEntry: entry))
            values.bytes.append(UInt8(ascii: ","))
        }
        // The last comma becomes the brace.
        values.bytes[values.bytes.count - 1] = UInt8(ascii: "}")
        values.endByteArray(from: start)
        values.endValue()
    }

    /// Adds the record's own fields, a comma behind each.
    private static func appendFields(_ row: Int, _ batch: borrowing RecordBatch, to output: inout GrowingBuffer<UInt8>)
    {
        let first = Int(batch.rows[row].firstExtra)
        let view = batch.view
        for index in first..<first + Int(batch.rows[row].extraCount) {
            let extra = batch.extras[index]
            let start = Int(extra.keyOffset)
            let key = view.span.extracting(start..<start + Int(extra.keyLength))
            append(key: key, to: &output)
            output.append(UInt8(ascii: ":"))
            let text = batch.text(of: extra.value)
            var runs = CompactRuns(text)
            while let run = runs.next() { output.append(contentsOf: text.extracting(run)) }
            output.append(UInt8(ascii: ","))
        }
    }

    /// Adds a key as it stands; one that begins with a slash as a pointer, so that nobody takes it for one.
    private static func append(key: Span<UInt8>, to output: inout GrowingBuffer<UInt8>) {
        guard key[1] == UInt8(ascii: "/") || key[1] == UInt8(ascii: "\\") else {
            return output.append(contentsOf: key)
        }
        let content = key.extracting(1..<key.count - 1)
        let pointer = JSONPointer.token(forKey: content)
        guard pointer.hasPrefix("/~1") else { return output.append(contentsOf: key) }
        var writer = JSONWriter()
        writer.value(pointer)
        output.append(contentsOf: writer.bytes.span)
    }
}
