/// A tokenizer pushes one record at a time into the batch, between `beginRow` and `endRow` or `abandonRow`.
extension RecordBatch: TokenSink {
    /// Begins a record at the absolute offset `start`.
    mutating func beginRow(at start: Int) {
        let row = rows.count
        for field in 0..<fields.count { self[field, row].kind = .missing }
        building.depth = 0
        building.target = .none
        building.isObject = false
        building.start = UInt32(start - base)
        building.isCompact = false
        building.hasContainers = false
        building.sharedFirstField = nil
        building.firstField = order.count
        building.orderMark = order.count
        building.firstExtra = extras.count
        building.firstViolation = violations.count
    }

    /// Ends the record just past its last byte.
    ///
    /// A value that is not an object is kept as a rejected row.
    @inline(__always)
    mutating func endRow(at end: Int) {
        if !building.isObject { rejectNonObject(end: end) }
        rows.append(
            Row(
                start: building.start,
                end: UInt32(truncatingIfNeeded: end &- base),
                firstField: UInt32(truncatingIfNeeded: building.firstField),
                fieldCount: UInt32(truncatingIfNeeded: order.count &- building.firstField),
                firstExtra: UInt32(truncatingIfNeeded: building.firstExtra),
                extraCount: UInt32(truncatingIfNeeded: extras.count &- building.firstExtra),
                flags: keyField != nil ? .isRewritten : building.isCompact ? .isCompact : []
            )
        )
    }

    /// Rolls back everything that the record in progress has added to the batch.
    mutating func abandonRow() {
        building.sharedFirstField = nil
        order.truncate(to: building.orderMark)
        extras.truncate(to: building.firstExtra)
        building.duplicates.removeAll()
        withdrawViolations(from: building.firstViolation, row: rows.count)
    }

    @inline(__always)
    mutating func beginObject(at offset: Int) {
        if building.depth == 0 { building.isObject = true }
        beginContainer(at: offset)
        building.duplicates.beginObject()
        if keyField != nil, building.depth == 1 { addKeyField() }
    }

    @inline(__always)
    mutating func endObject(end: Int) {
        building.duplicates.endObject()
        endContainer(.object, end: end)
    }

    @inline(__always)
    mutating func beginArray(at offset: Int) { beginContainer(at: offset) }

    @inline(__always)
    mutating func endArray(end: Int) { endContainer(.array, end: end) }

    @inline(__always)
    mutating func key(_ range: Range<Int>, hasEscapes: Bool) {
        let view = view
        let content = range.lowerBound + 1 - base..<range.upperBound - 1 - base
        guard building.depth == 1, building.isObject else {
            if building.duplicates.insert(content, hasEscapes: hasEscapes, in: view.span) { rejectDuplicate(range) }
            return
        }
        if keyField != nil, isKeyField(content, hasEscapes) {
            return rejectDuplicate(range, isKeyField: true)
        }
        if let field = findField(content, hasEscapes) {
            guard self[field, rows.count].kind == .missing else { return rejectDuplicate(range) }
            building.target = .column(field)
            order.append(UInt16(truncatingIfNeeded: field))
        } else if building.duplicates.insert(content, hasEscapes: hasEscapes, in: view.span) {
            rejectDuplicate(range)
        } else {
            building.target = .extra
            order.append(FieldTable.extraField)
            extras.append(
                ExtraField(
                    keyOffset: UInt32(range.lowerBound - base),
                    keyLength: UInt32(range.count),
                    value: Slot()
                )
            )
        }
    }

    @inline(__always)
    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) {
        guard building.depth == 1 else { return }
        store(kind, range.lowerBound - base, range.upperBound - base, hasEscapes ? .hasEscapes : [])
    }
}

// MARK: The record in progress

extension RecordBatch {
    /// The signature of its keys, as in `ObjectShape`.
    func signatureInProgress() -> UInt64 {
        var signature: UInt64 = 0
        var extra = building.firstExtra
        for position in building.firstField..<order.count {
            let column = order[position]
            guard column == FieldTable.extraField else {
                signature = ObjectShape.signature(signature, adding: fieldKeys[Int(column)])
                continue
            }
            let key = extras[extra]
            extra += 1
            guard key.keyOffset != ExtraField.keyFieldOffset else { continue }
            let start = Int(key.keyOffset) + 1
            let content = view.span.extracting(start..<start + Int(key.keyLength) - 2)
            let hasEscapes = content.first(UInt8(ascii: "\\"), from: 0) < content.count
            signature = ObjectShape.signature(signature, adding: ObjectShape.key(content, hasEscapes: hasEscapes))
        }
        return signature
    }

    /// Adds the pointers of duplicate keys in inner objects to their violations.
    mutating func locateDuplicatesInProgress(maximumDepth: Int) {
        let last = min(violations.count, building.firstViolation + Int(Self.maximumViolations))
        let unlocated = (building.firstViolation..<last).filter { violations[$0].violation.field == nil }
        guard !unlocated.isEmpty else { return }
        let pointers = ErrorPath.pointers(
            ofKeysAt: unlocated.map { violations[$0].violation.offset },
            in: view,
            from: Int(building.start),
            maximumDepth: maximumDepth
        )
        for (index, pointer) in zip(unlocated, pointers) { setField(pointer, ofViolation: index) }
    }

    /// Removes the row that was ended last.
    mutating func removeLastRow() {
        let row = rows.count - 1
        extras.truncate(to: Int(rows[row].firstExtra))
        removeViolations(ofLastRow: row)
        rows.truncate(to: row)
    }

    /// Whether it already has a violation.
    var hasViolationInProgress: Bool { violations.count > building.firstViolation }
}

// MARK: Fields

extension RecordBatch {
    @inline(__always)
    private func findField(_ content: Range<Int>, _ hasEscapes: Bool) -> Int? {
        let view = view
        guard hasEscapes else { return fields.index(of: content, in: view.span) }
        return findField(escaped: content)
    }

    @inline(never)
    private func findField(escaped content: Range<Int>) -> Int? {
        let view = view
        var key: [UInt8] = []
        JSONString.appendUnescaped(view.span.extracting(content), to: &key)
        return fields.index(of: key.span)
    }

    @inline(__always)
    private mutating func beginContainer(at offset: Int) {
        if building.depth == 1 { building.containerStart = UInt32(offset - base) }
        building.depth += 1
    }

    @inline(__always)
    private mutating func endContainer(_ kind: ValueKind, end: Int) {
        building.depth -= 1
        if building.depth == 1 { store(kind, Int(building.containerStart), end - base, []) }
    }

    @inline(__always)
    private mutating func store(_ kind: ValueKind, _ start: Int, _ end: Int, _ flags: Slot.Flags) {
        let slot = Slot(
            offset: UInt32(truncatingIfNeeded: start),
            length: UInt32(truncatingIfNeeded: end - start),
            source: UInt32(truncatingIfNeeded: start),
            kind: kind,
            flags: flags
        )
        switch building.target {
        case .column(let field): self[field, rows.count] = slot
        case .extra: extras[extras.count - 1].value = slot
        case .none: break
        }
        building.target = .none
    }
}

// MARK: The key field

extension RecordBatch {
    /// Adds the key of the record's member as its first field.
    private mutating func addKeyField() {
        guard let keyField else { return }
        let (offset, length, hasEscapes) = building.memberKey
        let slot = Slot(
            offset: offset,
            length: length,
            source: offset,
            kind: .string,
            flags: hasEscapes ? .hasEscapes : []
        )
        if let column = keyField.column {
            self[column, rows.count] = slot
            order.append(UInt16(truncatingIfNeeded: column))
        } else {
            order.append(FieldTable.extraField)
            extras.append(
                ExtraField(
                    keyOffset: ExtraField.keyFieldOffset,
                    keyLength: UInt32(keyField.text.count),
                    value: slot
                )
            )
        }
    }

    private func isKeyField(_ content: Range<Int>, _ hasEscapes: Bool) -> Bool {
        guard let keyField else { return false }
        let view = view
        let key = view.span.extracting(content)
        guard hasEscapes else { return key.hasSameBytes(as: keyField.name.span) }
        var text: [UInt8] = []
        JSONString.appendUnescaped(key, to: &text)
        return text == keyField.name
    }
}

// MARK: Faults of a record as a whole

extension RecordBatch {
    @inline(never)
    private mutating func rejectDuplicate(_ range: Range<Int>, isKeyField: Bool = false) {
        if building.depth == 1 { building.target = .none }
        let view = view
        let key = view.span.extracting(range.lowerBound - base..<range.upperBound - base)
        reject(
            rows.count,
            Violation(
                code: .duplicateKey,
                message: isKeyField
                    ? "the record has a field \(Excerpt.quoted(key)) already, the one for its member's key"
                    : "the key \(Excerpt.quoted(key)) occurs twice in one object",
                offset: range.lowerBound,
                length: range.count,
                // The pointers of deeper keys are found when the record is whole.
                field: building.depth == 1
                    ? JSONPointer.shownToken(forKey: key.extracting(1..<key.count - 1)) : nil
            )
        )
    }

    @inline(never)
    private mutating func rejectNonObject(end: Int) {
        let start = Int(building.start)
        let view = view
        let text = view.span.extracting(start..<end - base)
        reject(
            rows.count,
            Violation(
                code: .notAnObject,
                message: "expected an object, found \(Excerpt.noun(for: text))",
                offset: base + start,
                length: end - base - start
            )
        )
    }
}
