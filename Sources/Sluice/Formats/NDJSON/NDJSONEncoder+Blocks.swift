import CSluiceKernels

/// How one field of a row is written.
struct FieldCopy: BitwiseCopyable {
    /// The key in the encoder's `keys`, with the comma before it and the colon behind it.
    var key: Int
    var keyLength: Int
    /// Where the column's slots begin, counted from the first column's; `extraField` for the next of the row's extras.
    var firstSlot: Int

    static let extraField = -1
}

/// Rows that no rule has changed, written in blocks: short texts are copied 16 bytes at a time, and what is too much is
/// overwritten by what follows.
extension NDJSONEncoder {
    /// How much more than a record's own bytes is written at the most: a line feed, and the rest of a block.
    private static let slack = 64

    /// Whether a row can be written in blocks: it was not changed, and a block follows it in the chunk.
    @inline(__always)
    func isUnchanged(_ row: Row, _ batch: borrowing RecordBatch) -> Bool {
        !row.flags.contains(.isRewritten) && Int(row.end) + Self.slack <= batch.view.span.count
    }

    /// Appends the row, and those behind it that have the same members; returns the first row that has not.
    mutating func encodeUnchangedRows(
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
            // Written anew without white space, keys in their shortest form, a record is no longer than it was.
            output.bytes.reserve(Int(row.end &- row.start) &+ Self.slack)
            // SAFETY: there is room for the record and a block; each field is one of the batch's columns or the next
            // of the row's extras; all values stand in the chunk, with a block behind them.
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
        // The first key has a comma too: it is written over by the brace.
        for position in 0..<fieldCount {
            let field = unsafe fields[position]
            let slot: Slot
            if field.firstSlot == FieldCopy.extraField {
                let member = batch.extras[extra]
                extra &+= 1
                if unknownFields == .drop { continue }
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

    /// Appends JSON that has been checked, without the white space between its tokens.
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
