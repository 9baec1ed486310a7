import CSluiceKernels

/// Writes accepted rows as NDJSON: one compact object per line, with the fields in the record's own order and the
/// values as they were written.
///
/// A record that is already compact, and that no rule has changed, is copied as it is; consecutive lines of such
/// records are copied at once.
///
/// A worker owns one and uses it for all its batches.
struct NDJSONEncoder: ~Copyable {
    private let dropsUnknownFields: Bool
    private let keys: EncodedKeys
    /// The fields of the current rows, in their order.
    private var fields = GrowingBuffer<FieldCopy>(capacity: 64)

    init(fields: FieldTable, dropsUnknownFields: Bool) {
        self.dropsUnknownFields = dropsUnknownFields
        keys = EncodedKeys(fields)
    }

    /// Appends the rows of `batch` that no check has rejected; returns how many unknown fields were left out.
    mutating func encode(_ batch: borrowing RecordBatch, into output: inout EncodedBatch) -> Int {
        var index = 0
        while index < batch.rowCount {
            if batch.isRejected(index) {
                index += 1
            } else if isVerbatim(batch.rows[index]) {
                index = copyRows(from: index, batch, into: &output)
            } else if isUnchanged(batch.rows[index], batch) {
                index = encodeUnchangedRows(from: index, batch, into: &output)
            } else {
                encodeChanged(index, batch, into: &output)
                index += 1
            }
        }
        return dropsUnknownFields ? countUnknownFields(batch) : 0
    }

    private func countUnknownFields(_ batch: borrowing RecordBatch) -> Int {
        guard batch.extras.count > 0 else { return 0 }
        var count = 0
        for index in 0..<batch.rowCount where !batch.isRejected(index) { count += Int(batch.rows[index].extraCount) }
        return count
    }

    /// Whether a row's own bytes are its output.
    @inline(__always)
    private func isVerbatim(_ row: Row) -> Bool {
        row.flags == .isCompact && (!dropsUnknownFields || row.extraCount == 0)
    }

    /// Copies the row, and the following ones that are the next lines; returns the first row that is not.
    private func copyRows(from first: Int, _ batch: borrowing RecordBatch, into output: inout EncodedBatch) -> Int {
        let view = batch.view
        let start = batch.rows[first].start
        // The distance from a row's end in the input to its end in the output, line feed included.
        let distance = output.bytes.count - Int(start) + 1
        var end = start
        var index = first
        repeat {
            let row = batch.rows[index]
            end = row.end
            output.endRecord(row, at: Int(end) + distance)
            index += 1
        } while index < batch.rowCount && follows(batch.rows[index], end, view.span) && !batch.isRejected(index)
        output.bytes.append(contentsOf: view.span.extracting(Int(start)..<Int(end)))
        output.bytes.append(UInt8(ascii: "\n"))
        return index
    }

    /// Whether a row can be copied together with one that ends at `end`.
    @inline(__always)
    private func follows(_ row: Row, _ end: UInt32, _ bytes: Span<UInt8>) -> Bool {
        row.start == end + 1 && isVerbatim(row) && bytes[Int(end)] == UInt8(ascii: "\n")
    }
}

// MARK: Rows that no rule has changed

/// They are written in blocks: short texts are copied 16 bytes at a time, and the surplus is overwritten by what
/// follows.
extension NDJSONEncoder {
    /// The most that is written beyond a record's own bytes: a line feed, and the rest of a block.
    private static let slack = 64

    /// Whether a row can be written in blocks: it was not changed, and a block follows it in the chunk.
    @inline(__always)
    private func isUnchanged(_ row: Row, _ batch: borrowing RecordBatch) -> Bool {
        !row.flags.contains(.isRewritten) && Int(row.end) + Self.slack <= batch.view.span.count
    }

    /// Appends the row, and the following ones that have the same members; returns the first row that does not.
    private mutating func encodeUnchangedRows(
        from first: Int,
        _ batch: borrowing RecordBatch,
        into output: inout EncodedBatch
    ) -> Int {
        let fields = batch.rows[first].fields
        prepareFields(batch.rows[first], batch)
        let view = batch.view
        var index = first
        repeat {
            let row = batch.rows[index]
            // Rewritten without white space, and with keys in their shortest form, a record is no longer than it was.
            output.bytes.reserve(Int(row.end &- row.start) &+ Self.slack)
            // SAFETY: there is room for the record and a block; each field is one of the batch's columns or the next
            // of the row's extras; all values are in the chunk, with a block after them.
            unsafe view.span.withUnsafeBufferPointer { chunk in
                unsafe keys.bytes.withUnsafeBufferPointer { keyBytes in
                    unsafe output.bytes.withUnsafeFreeElements { start in
                        guard let chunk = chunk.baseAddress, let keyBytes = keyBytes.baseAddress else { return 0 }
                        return unsafe write(row, index, batch, chunk, keyBytes, to: start) - start
                    }
                }
            }
            output.endRecord(row, at: output.bytes.count)
            index += 1
        } while index < batch.rowCount && batch.rows[index].fields == fields
            && isUnchanged(batch.rows[index], batch) && !batch.isRejected(index) && !isVerbatim(batch.rows[index])
        return index
    }

    private mutating func prepareFields(_ row: Row, _ batch: borrowing RecordBatch) {
        fields.truncate(to: 0)
        for position in row.fields {
            let field = Int(batch.order[position])
            if field == Int(FieldTable.extraField) {
                fields.append(FieldCopy(key: 0, keyLength: 0, firstSlot: FieldCopy.extraField))
            } else {
                let key = keys.ends[field]
                let length = keys.ends[field + 1] - key
                fields.append(FieldCopy(key: key, keyLength: length, firstSlot: field * batch.rowCapacity))
            }
        }
    }

    /// Writes the row, and returns where it ends.
    @unsafe
    @inline(__always)
    private func write(
        _ row: Row,
        _ index: Int,
        _ batch: borrowing RecordBatch,
        _ chunk: UnsafePointer<UInt8>,
        _ keyBytes: UnsafePointer<UInt8>,
        to start: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        let slots = unsafe batch.slotsOfRow(index)
        var extra = Int(row.firstExtra)
        var end = unsafe start
        let fieldCount = fields.count
        let fields = unsafe fields.withUnsafeElements { unsafe $0 }
        // The comma before the first key is overwritten by the brace.
        for position in 0..<fieldCount {
            let field = unsafe fields[position]
            let slot: Slot
            if field.firstSlot == FieldCopy.extraField {
                let member = batch.extras[extra]
                extra &+= 1
                if dropsUnknownFields { continue }
                unsafe end.append(UInt8(ascii: ","))
                unsafe end.append(chunk + Int(member.keyOffset), Int(member.keyLength))
                unsafe end.append(UInt8(ascii: ":"))
                slot = member.value
            } else {
                unsafe end.append(keyBytes + field.key, field.keyLength)
                slot = unsafe slots[field.firstSlot]
            }
            if slot.kind == .object || slot.kind == .array {
                unsafe end.appendCompact(batch.text(of: slot))
            } else {
                unsafe end.append(chunk + Int(slot.offset), Int(slot.length))
            }
        }
        if unsafe end == start { unsafe end.append(UInt8(ascii: "{")) }
        unsafe start.pointee = UInt8(ascii: "{")
        unsafe end.append(UInt8(ascii: "}"))
        unsafe end.append(UInt8(ascii: "\n"))
        return unsafe end
    }
}

// MARK: Rows that may have changed

extension NDJSONEncoder {
    private func encodeChanged(_ index: Int, _ batch: borrowing RecordBatch, into output: inout EncodedBatch) {
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
            let member = batch.extras[extra]
            if !dropsUnknownFields, !member.isDropped { appendExtra(member, batch, &isFirst, &output.bytes) }
            extra += 1
        }
        if batch.hasAddedFields { appendAddedFields(index, batch, keys, &isFirst, &output.bytes) }
        output.bytes.append(UInt8(ascii: "}"))
        output.bytes.append(UInt8(ascii: "\n"))
        output.endRecord(row, at: output.bytes.count)
    }

    /// Fields added by a default come after the record's own, in the schema's order.
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
        output.append(text: batch.key(of: extra))
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

extension UnsafeMutablePointer<UInt8> {
    /// Appends a text in blocks of 16 bytes.
    @unsafe
    @inline(__always)
    fileprivate mutating func append(_ text: UnsafePointer<UInt8>, _ length: Int) {
        unsafe sluice_copy_block(self, text)
        if length > 16 { unsafe sluice_copy_blocks(self + 16, text + 16, length &- 16) }
        unsafe self += length
    }

    @unsafe
    @inline(__always)
    fileprivate mutating func append(_ byte: UInt8) {
        unsafe pointee = byte
        unsafe self += 1
    }

    /// Appends valid JSON without the white space between its tokens.
    @unsafe
    @inline(never)
    fileprivate mutating func appendCompact(_ text: Span<UInt8>) {
        var runs = CompactRuns(text)
        while let run = runs.next() {
            unsafe text.extracting(run).withUnsafeBufferPointer { bytes in
                guard let start = bytes.baseAddress else { return }
                unsafe update(from: start, count: bytes.count)
            }
            unsafe self += run.count
        }
    }
}
