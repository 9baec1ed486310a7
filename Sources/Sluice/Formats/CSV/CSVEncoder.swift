/// Writes accepted rows as CSV (RFC 4180): one line for each record, with the schema's fields in its order.
///
/// ```
/// {"id": 7, "name": "a \"b\"", "tags": ["x", 1.50]}     id,name,tags,note
///                                                       7,"a ""b""","[""x"",1.50]",
/// ```
///
/// A worker owns one and uses it for all its batches.
struct CSVEncoder: ~Copyable {
    private let plan: CSVPlan
    /// A text that differs from that in the batch: unescaped, or without white space.
    private var scratch: [UInt8] = []
    private var members = GrowingBuffer<UInt8>(capacity: 256)

    init(_ plan: CSVPlan) {
        self.plan = plan
    }

    /// Appends the rows of `batch` that no check has rejected; returns how many unknown fields were left out.
    mutating func encode(_ batch: borrowing RecordBatch, into output: inout EncodedBatch) -> Int {
        var dropped = 0
        let hasReturns = plan.lineEnd == .crlf
        for row in 0..<batch.rowCount where !batch.isRejected(row) {
            for field in 0..<batch.fields.count {
                if field > 0 { output.bytes.append(UInt8(ascii: ",")) }
                append(batch[field, row], batch, to: &output.bytes)
            }
            if plan.keepsExtra { appendExtra(row, batch, to: &output.bytes) }
            if hasReturns { output.bytes.append(UInt8(ascii: "\r")) }
            output.bytes.append(UInt8(ascii: "\n"))
            output.endRecord(batch.rows[row], at: output.bytes.count)
            dropped += Int(batch.rows[row].extraCount)
        }
        return plan.keepsExtra ? 0 : dropped
    }

    @inline(__always)
    private mutating func append(_ slot: Slot, _ batch: borrowing RecordBatch, to output: inout GrowingBuffer<UInt8>) {
        let nullText = plan.nullText
        switch slot.kind {
        case .missing, .null: output.append(text: nullText.span)
        case .string: appendString(slot, batch, to: &output)
        case .object, .array: appendNested(batch.text(of: slot), to: &output)
        default:
            let text = batch.text(of: slot)
            // A number or a literal contains nothing that needs quotes.
            guard text.hasSameBytes(as: nullText.span) else { return output.append(text: text) }
            CSVField.appendQuoted(text, to: &output)
        }
    }

    @inline(__always)
    private mutating func appendString(
        _ slot: Slot,
        _ batch: borrowing RecordBatch,
        to output: inout GrowingBuffer<UInt8>
    ) {
        let content = batch.content(of: slot)
        let nullText = plan.nullText
        guard !slot.flags.contains(.hasEscapes) else {
            scratch.removeAll(keepingCapacity: true)
            JSONString.appendUnescaped(content, to: &scratch)
            return CSVField.append(scratch.span, nullText: nullText.span, to: &output)
        }
        // Quotes and line breaks are escaped in JSON, so a string without escapes contains none.
        if content.isEmpty || content.first(UInt8(ascii: ","), from: 0) < content.count
            || content.hasSameBytes(as: nullText.span)
        {
            output.append(UInt8(ascii: "\""))
            output.append(text: content)
            output.append(UInt8(ascii: "\""))
        } else {
            output.append(text: content)
        }
    }

    private mutating func appendNested(_ text: Span<UInt8>, to output: inout GrowingBuffer<UInt8>) {
        scratch.removeAll(keepingCapacity: true)
        var runs = CompactRuns(text)
        while let run = runs.next() { scratch.append(contentsOf: text.extracting(run)) }
        let nullText = plan.nullText
        CSVField.append(scratch.span, nullText: nullText.span, to: &output)
    }

    private mutating func appendExtra(_ row: Int, _ batch: borrowing RecordBatch, to output: inout GrowingBuffer<UInt8>)
    {
        output.append(UInt8(ascii: ","))
        let nullText = plan.nullText
        guard batch.hasExtraMembers(ofRow: row) else { return output.append(text: nullText.span) }
        members.truncate(to: 0)
        members.append(UInt8(ascii: "{"))
        batch.appendExtraMembers(ofRow: row, to: &members)
        // The last comma becomes the brace.
        members[members.count - 1] = UInt8(ascii: "}")
        CSVField.append(members.span, nullText: nullText.span, to: &output)
    }
}
