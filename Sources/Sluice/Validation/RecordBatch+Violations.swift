extension RecordBatch {
    /// Returns the violation of a field's value in `row`: it points at the value in the input, and quotes it as the
    /// check saw it; `advice` ends the message.
    func violation(
        of keyword: FailedKeyword,
        _ field: Int,
        _ row: Int,
        pointer: String,
        expectation: String,
        advice: String = ""
    ) -> Violation {
        let slot = self[field, row]
        let recordStart = base + Int(rows[row].start)
        let source = slot.kind == .missing ? recordStart..<recordStart + 1 : sourceRange(of: slot)
        return Violation(
            code: keyword.code,
            instanceLocation: pointer,
            keywordLocation: keyword.location,
            absoluteKeywordLocation: keyword.absoluteLocation,
            message: "expected \(expectation), found \(noun(for: slot))\(advice)",
            offset: source.lowerBound,
            length: source.count
        )
    }

    /// Returns the phrase for the value, and its origin if it is not the input's own.
    private func noun(for slot: Slot) -> String {
        guard slot.kind != .missing else { return "no value" }
        let noun = Excerpt.noun(for: text(of: slot))
        if slot.flags.contains(.isAdded) { return "the default \(noun)" }
        return slot.flags.contains(.inArena) ? "\(noun) after cleaning" : noun
    }

    /// Returns the range of a value in the input; for a value that is not in the input, the first byte of its record.
    func sourceRange(of slot: Slot) -> Range<Int> {
        let start = sourceOffset(of: slot)
        guard slot.flags.contains(.inArena) else { return start..<start + Int(slot.length) }
        guard !slot.flags.contains(.isAdded) else { return start..<start + 1 }
        // The slot has the length of the new text. The old one is tokenized again for its length; it cannot fail this
        // time.
        let view = view
        var tokenizer = JSONTokenizer(maximumDepth: .max)
        var sink = DiscardingSink()
        var progress = tokenizer.next(view.span, from: start - base, base: base, into: &sink)
        if progress == .needsMore { progress = tokenizer.finish(at: base + view.span.count, into: &sink) }
        guard case .complete(let end) = progress else { return start..<start + 1 }
        return start..<end
    }

    /// Returns whether the record in `row` is an object: only then does it have fields.
    func isObject(_ row: Int) -> Bool {
        let view = view
        let row = rows[row]
        return row.end > row.start && view.span[Int(row.start)] == UInt8(ascii: "{")
    }
}
