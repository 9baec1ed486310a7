import CSluiceKernels

/// Rows that no rule has changed, written in blocks: short texts are copied 16 bytes at a time, and what is too much is
/// overwritten by what follows.
extension NDJSONEncoder {
    /// How much more than a record's own bytes is written at the most: a line feed, and the rest of a block.
    private static let slack = 64

    /// Appends the row; returns false, with nothing appended, where it was changed or ends the chunk.
    @inline(__always)
    func encodeUnchanged(_ index: Int, _ batch: borrowing RecordBatch, into output: inout EncodedBatch) -> Bool {
        let row = batch.rows[index]
        let view = batch.view
        guard !row.flags.contains(.isRewritten), Int(row.end) + Self.slack <= view.span.count else { return false }
        // Written anew without white space, keys in their shortest form, a record is no longer than it was.
        output.bytes.reserve(Int(row.end - row.start) + Self.slack)
        // SAFETY: there is room for the record and a block; each field of the order is one of the batch's columns or
        // the next of the row's extras; all values stand in the chunk, with a block behind them.
        unsafe view.span.withUnsafeBufferPointer { chunk in
            unsafe keys.bytes.withUnsafeBufferPointer { keyBytes in
                unsafe output.bytes.withUnsafeFreeElements { start in
                    guard let chunk = chunk.baseAddress, let keyBytes = keyBytes.baseAddress else { return 0 }
                    return unsafe write(row, index, batch, chunk, keyBytes, to: start) - start
                }
            }
        }
        output.endRecord(row, at: output.bytes.count)
        return true
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
        let columnStride = batch.rowCapacity
        let order = batch.order.span
        var extra = Int(row.firstExtra)
        var end = unsafe start
        // The first key has no comma: it is written over by the brace.
        for position in Int(row.firstField)..<Int(row.firstField &+ row.fieldCount) {
            let field = Int(order[position])
            let slot: Slot
            if field == Int(RecordBatch.extraField) {
                let member = batch.extras[extra]
                extra &+= 1
                if unknownFields == .drop { continue }
                unsafe end.appendComma()
                unsafe end.append(chunk + Int(member.keyOffset), Int(member.keyLength))
                unsafe end.appendColon()
                slot = member.value
            } else {
                let key = keys.ends[field]
                unsafe end.append(keyBytes + key, keys.ends[field &+ 1] &- key)
                slot = unsafe slots[field &* columnStride]
            }
            if slot.kind == .object || slot.kind == .array {
                unsafe end.appendCompact(batch.text(of: slot))
            } else {
                unsafe end.append(chunk + Int(slot.offset), Int(slot.length))
            }
        }
        if unsafe end == start { unsafe end.appendComma() }
        unsafe start.pointee = UInt8(ascii: "{")
        unsafe end[0] = UInt8(ascii: "}")
        unsafe end[1] = UInt8(ascii: "\n")
        return unsafe end + 2
    }
}

extension UnsafeMutablePointer<UInt8> {
    @unsafe
    @inline(__always)
    fileprivate mutating func append(_ text: UnsafePointer<UInt8>, _ length: Int) {
        unsafe sluice_copy_blocks(self, text, length)
        unsafe self += length
    }

    @unsafe
    @inline(__always)
    fileprivate mutating func appendComma() {
        unsafe pointee = UInt8(ascii: ",")
        unsafe self += 1
    }

    @unsafe
    @inline(__always)
    fileprivate mutating func appendColon() {
        unsafe pointee = UInt8(ascii: ":")
        unsafe self += 1
    }

    /// Appends JSON that has been checked, without the white space between its tokens.
    @unsafe
    fileprivate mutating func appendCompact(_ text: Span<UInt8>) {
        var rest = CompactRuns(text)
        while let run = rest.next() {
            unsafe text.extracting(run).withUnsafeBufferPointer { bytes in
                guard let start = bytes.baseAddress else { return }
                unsafe update(from: start, count: bytes.count)
            }
            unsafe self += run.count
        }
    }
}
