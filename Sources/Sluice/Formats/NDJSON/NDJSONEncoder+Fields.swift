/// Rows that are written field by field, whatever has become of them.
extension NDJSONEncoder {
    func encodeChanged(_ index: Int, _ batch: borrowing RecordBatch, into output: inout EncodedBatch) {
        let keys = keys.bytes.span
        let row = batch.rows[index]
        output.bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        var extra = Int(row.firstExtra)
        let order = batch.order.span.extracting(Int(row.firstField)..<Int(row.firstField + row.fieldCount))
        for position in order.indices {
            let field = order[position]
            guard field == FieldTable.extraField else {
                appendField(Int(field), batch[Int(field), index], batch, keys, &isFirst, &output.bytes)
                continue
            }
            if unknownFields != .drop { appendExtra(batch.extras[extra], batch, &isFirst, &output.bytes) }
            extra += 1
        }
        if batch.hasAddedFields { appendAddedFields(index, batch, keys, &isFirst, &output.bytes) }
        output.bytes.append(UInt8(ascii: "}"))
        output.bytes.append(UInt8(ascii: "\n"))
        output.endRecord(row, at: output.bytes.count)
    }

    /// Fields that a default has added stand behind the record's own, in the schema's order.
    private func appendAddedFields(
        _ row: Int,
        _ batch: borrowing RecordBatch,
        _ keys: Span<UInt8>,
        _ isFirst: inout Bool,
        _ output: inout GrowingBuffer<UInt8>
    ) {
        for field in 0..<batch.fields.count {
            let slot = batch[field, row]
            if slot.flags.contains(.isAdded) { appendField(field, slot, batch, keys, &isFirst, &output) }
        }
    }

    @inline(__always)
    private func appendField(
        _ field: Int,
        _ slot: Slot,
        _ batch: borrowing RecordBatch,
        _ keys: Span<UInt8>,
        _ isFirst: inout Bool,
        _ output: inout GrowingBuffer<UInt8>
    ) {
        output.append(text: keys.extracting(self.keys.ends[field] + (isFirst ? 1 : 0)..<self.keys.ends[field + 1]))
        isFirst = false
        appendValue(slot, batch, &output)
    }

    private func appendExtra(
        _ extra: ExtraField,
        _ batch: borrowing RecordBatch,
        _ isFirst: inout Bool,
        _ output: inout GrowingBuffer<UInt8>
    ) {
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        let view = batch.view
        let start = Int(extra.keyOffset)
        output.append(text: view.span.extracting(start..<start + Int(extra.keyLength)))
        output.append(UInt8(ascii: ":"))
        appendValue(extra.value, batch, &output)
    }

    @inline(__always)
    private func appendValue(_ slot: Slot, _ batch: borrowing RecordBatch, _ output: inout GrowingBuffer<UInt8>) {
        if slot.kind == .object || slot.kind == .array {
            appendCompact(batch.text(of: slot), to: &output)
        } else {
            output.append(text: batch.text(of: slot))
        }
    }

    private func appendCompact(_ text: Span<UInt8>, to output: inout GrowingBuffer<UInt8>) {
        var runs = CompactRuns(text)
        while let run = runs.next() { output.append(contentsOf: text.extracting(run)) }
    }
}
