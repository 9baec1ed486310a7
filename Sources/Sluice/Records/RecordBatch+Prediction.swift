/// Reading a record by the layout of one before it.
extension RecordBatch {
    /// Reads the record at `start` in `bytes`, the chunk's own, if it has this layout; returns where it ends.
    ///
    /// The row is in progress then, as after a tokenizer has pushed it. Returns `nil`, leaving nothing behind, where the
    /// record differs from the layout or holds what only the general tokenizer can judge.
    mutating func readRow(_ layout: RecordLayout, _ bytes: Span<UInt8>, from start: Int) -> Int? {
        beginPredictedRow(layout, at: start)
        var index = start
        for position in 0..<layout.steps.count {
            let step = layout.steps[position]
            guard layout.stands(step, at: index, in: bytes) else { return abandonPrediction() }
            let keyStart = index + Int(step.keyStart)
            index += Int(step.length)
            guard let slot = bytes.readScalar(at: &index) else { return abandonPrediction() }
            if step.field == Self.extraField {
                extras.append(
                    ExtraField(
                        keyOffset: UInt32(truncatingIfNeeded: keyStart),
                        keyLength: UInt32(truncatingIfNeeded: step.keyLength),
                        value: slot
                    )
                )
            } else {
                self[Int(step.field), rows.count] = slot
            }
        }
        guard layout.stands(layout.tail, at: index, in: bytes) else { return abandonPrediction() }
        order.append(contentsOf: layout.order)
        return index + Int(layout.tail.length)
    }

    private mutating func beginPredictedRow(_ layout: RecordLayout, at start: Int) {
        for field in layout.absentFields { self[field, rows.count].kind = .missing }
        building.isObject = true
        building.start = UInt32(truncatingIfNeeded: start)
        building.firstField = order.count
        building.firstExtra = extras.count
        building.firstViolation = violations.count
    }

    @inline(never)
    private mutating func abandonPrediction() -> Int? {
        extras.truncate(to: building.firstExtra)
        return nil
    }
}

extension Span<UInt8> {
    /// Reads the string, number or literal at `index`, and moves just past it; returns `nil` for anything else.
    @inline(__always)
    fileprivate func readScalar(at index: inout Int) -> Slot? {
        let start = index
        var flags: Slot.Flags = []
        let kind: ValueKind
        switch self[index] {
        case UInt8(ascii: "\""):
            kind = .string
            guard let hasEscapes = readString(at: &index) else { return nil }
            if hasEscapes { flags = .hasEscapes }
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            guard let number = readNumber(at: &index) else { return nil }
            kind = number
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
            var literal = JSONLiteralScanner(first: self[index])
            guard case .matched = literal.next(self, from: &index) else { return nil }
            kind = literal.kind
        default: return nil
        }
        return Slot(
            offset: UInt32(truncatingIfNeeded: start),
            length: UInt32(truncatingIfNeeded: index - start),
            source: UInt32(truncatingIfNeeded: start),
            kind: kind,
            flags: flags
        )
    }

    /// Moves past a string; returns whether it has escapes.
    @inline(__always)
    private func readString(at index: inout Int) -> Bool? {
        index = firstStringSpecial(from: index + 1)
        if index < count, self[index] == UInt8(ascii: "\"") {
            index += 1
            return false
        }
        return readUnusualString(at: &index)
    }

    /// Moves past a string of which everything before `index` is plain.
    @inline(never)
    private func readUnusualString(at index: inout Int) -> Bool? {
        var scanner = JSONStringScanner()
        guard case .closed = scanner.next(self, from: &index, base: 0) else { return nil }
        return scanner.hasEscapes
    }

    /// Moves past a number without an exponent.
    @inline(__always)
    private func readNumber(at index: inout Int) -> ValueKind? {
        if self[index] == UInt8(ascii: "-") { index += 1 }
        let first = index
        skipDigits(&index)
        let digits = index - first
        guard index < count, digits > 0, digits == 1 || self[first] != UInt8(ascii: "0") else { return nil }
        guard self[index] == UInt8(ascii: ".") else { return .integer }
        index += 1
        let point = index
        skipDigits(&index)
        return index > point ? .decimal : nil
    }

    @inline(__always)
    private func skipDigits(_ index: inout Int) {
        while index < count, self[index] &- UInt8(ascii: "0") < 10 { index += 1 }
    }
}
