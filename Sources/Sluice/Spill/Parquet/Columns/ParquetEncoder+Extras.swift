/// The column of the fields that the schema does not name: `{"note":"gift","/address/floor":3}`.
extension ParquetEncoder {
    mutating func appendExtras(
        _ column: Int,
        _ rows: Range<Int>,
        _ selection: RowSelection,
        _ batch: borrowing RecordBatch
    ) {
        shredder.sortExtras()
        let buffer = columns[column]
        for row in rows where selection == .all || !batch.isRejected(row) {
            let nested = shredder.extras.entries(ofRow: row)
            guard batch.rows[row].extraCount > 0 || !nested.isEmpty else {
                buffer.values.appendNull()
                continue
            }
            let start = buffer.values.beginByteArray()
            buffer.values.bytes.append(UInt8(ascii: "{"))
            appendFields(row, batch, to: &buffer.values.bytes)
            for entry in nested {
                buffer.values.bytes.append(contentsOf: shredder.extras.text(ofEntry: entry))
                buffer.values.bytes.append(UInt8(ascii: ","))
            }
            // The last comma becomes the brace.
            buffer.values.bytes[buffer.values.bytes.count - 1] = UInt8(ascii: "}")
            buffer.values.endByteArray(from: start)
            buffer.values.endValue()
        }
    }

    /// Adds the record's own fields, a comma behind each.
    private func appendFields(_ row: Int, _ batch: borrowing RecordBatch, to output: inout GrowingBuffer<UInt8>) {
        let first = Int(batch.rows[row].firstExtra)
        let view = batch.view
        for index in first..<first + Int(batch.rows[row].extraCount) {
            let extra = batch.extras[index]
            let start = Int(extra.keyOffset)
            let key = view.span.extracting(start..<start + Int(extra.keyLength))
            Self.append(key: key, to: &output)
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
