/// Writes accepted rows as NDJSON: one compact object a line, fields in the record's own order, values in the text they
/// have.
struct NDJSONEncoder {
    private let unknownFields: UnknownFieldPolicy
    /// For each field a comma and its name as a JSON string with a colon behind it, one field behind the other.
    private let keyBytes: [UInt8]
    private let keyEnds: [Int]

    init(fields: FieldTable, unknownFields: UnknownFieldPolicy) {
        self.unknownFields = unknownFields
        var bytes: [UInt8] = []
        var ends = [0]
        for field in 0..<fields.count {
            bytes += [UInt8(ascii: ","), UInt8(ascii: "\"")]
            JSONString.appendEscaped(fields.name(of: field), to: &bytes)
            bytes += [UInt8(ascii: "\""), UInt8(ascii: ":")]
            ends.append(bytes.count)
        }
        keyBytes = bytes
        keyEnds = ends
    }

    /// Appends the rows of `batch` that no check has rejected; returns how many unknown fields were left out.
    func encode(_ batch: borrowing RecordBatch, into output: inout EncodedBatch) -> Int {
        let keys = keyBytes.span
        var droppedFields = 0
        for index in 0..<batch.rowCount where !batch.isRejected(index) {
            let row = batch.rows[index]
            output.bytes.append(UInt8(ascii: "{"))
            var isFirst = true
            var extra = Int(row.firstExtra)
            let order = batch.order.span.extracting(Int(row.firstField)..<Int(row.firstField + row.fieldCount))
            for position in order.indices {
                let field = order[position]
                if field != RecordBatch.extraField {
                    appendField(Int(field), batch[Int(field), index], batch, keys, &isFirst, &output.bytes)
                    continue
                }
                if unknownFields == .drop {
                    droppedFields += 1
                } else {
                    appendExtra(batch.extras[extra], batch, &isFirst, &output.bytes)
                }
                extra += 1
            }
            if batch.hasAddedFields { appendAddedFields(index, batch, keys, &isFirst, &output.bytes) }
            output.bytes.append(UInt8(ascii: "}"))
            output.bytes.append(UInt8(ascii: "\n"))
            output.endRecord(batch.base + Int(row.start)..<batch.base + Int(row.end))
        }
        return droppedFields
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
        output.append(text: keys.extracting(keyEnds[field] + (isFirst ? 1 : 0)..<keyEnds[field + 1]))
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

    /// Appends JSON that has been checked, without the white space between its tokens.
    private func appendCompact(_ text: Span<UInt8>, to output: inout GrowingBuffer<UInt8>) {
        var index = 0
        var runStart = 0
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "\"") {
                index = endOfString(in: text, from: index + 1)
            } else if byte <= 0x20 {
                output.append(contentsOf: text.extracting(runStart..<index))
                index = text.firstNonSpace(from: index)
                runStart = index
            } else {
                index += 1
            }
        }
        output.append(contentsOf: text.extracting(runStart..<index))
    }

    /// Returns the index just past the closing quote of the string whose inside begins at `start`.
    private func endOfString(in text: Span<UInt8>, from start: Int) -> Int {
        var index = text.firstStringSpecial(from: start)
        while text[index] != UInt8(ascii: "\"") {
            index = text.firstStringSpecial(from: index + (text[index] == UInt8(ascii: "\\") ? 2 : 1))
        }
        return index + 1
    }
}
