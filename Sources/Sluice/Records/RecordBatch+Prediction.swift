import CSluiceKernels

/// Reading a record by the layout of those before it.
extension RecordBatch {
    /// Reads the record at `start` in `bytes`, the chunk's own, if it has this layout; returns where it ends.
    ///
    /// The row is then in progress, as if a tokenizer had pushed it. Returns `nil`, leaving no trace, if the record
    /// differs from the layout or contains something that only the general tokenizer can judge.
    mutating func readRow(
        _ layout: inout RecordLayout,
        _ bytes: Span<UInt8>,
        from start: Int,
        nested: inout JSONTokenizer
    ) -> Int? {
        precondition(layout.columnCount == fields.count, "the layout is for other columns")
        beginPredictedRow(at: start)
        // No record has a member twice, so this is enough for all of its fields.
        extras.reserve(layout.members.count)
        var cursor = MemberCursor(bytes, from: start)
        guard readUsualMembers(&cursor, &layout, bytes, &nested) else { return abandonPrediction() }
        if cursor.isAtEnd {
            endUsualRow(&layout)
        } else {
            guard readOtherMembers(&cursor, &layout, bytes, &nested) else { return abandonPrediction() }
        }
        building.mispredictions = cursor.mispredictions
        building.isCompact = layout.isCompact && !building.hasContainers
        return cursor.index
    }

    @inline(__always)
    private mutating func beginPredictedRow(at start: Int) {
        building.isObject = true
        building.hasContainers = false
        building.start = UInt32(truncatingIfNeeded: start)
        building.firstField = order.count
        building.orderMark = order.count
        building.firstExtra = extras.count
        building.firstViolation = violations.count
    }

    /// Shares the run in `order` with the previous rows, which have the same members.
    @inline(__always)
    private mutating func endUsualRow(_ layout: inout RecordLayout) {
        if let shared = building.sharedFirstField {
            building.firstField = shared
        } else {
            layout.appendUsualOrder(to: &order)
            building.sharedFirstField = building.firstField
        }
        if layout.absentColumns.count > 0 { clearAbsentColumns(&layout) }
    }

    /// Marks the columns that records like the current one do not have.
    @inline(never)
    private mutating func clearAbsentColumns(_ layout: inout RecordLayout) {
        for index in 0..<layout.absentColumns.count {
            self[Int(layout.absentColumns[index]), rows.count].kind = .missing
        }
    }

    @inline(never)
    private mutating func abandonPrediction() -> Int? {
        building.duplicates.removeAll()
        abandonRow()
        return nil
    }
}

// MARK: Members

extension RecordBatch {
    /// Reads members for as long as each is the one that followed last time; returns false if the tokenizer must judge
    /// the record.
    ///
    /// No member can come twice here, as the usual order has each of them once. Rare cases are out of line, so that the
    /// loop's state stays in registers.
    @inline(__always)
    private mutating func readUsualMembers(
        _ cursor: inout MemberCursor,
        _ layout: inout RecordLayout,
        _ bytes: Span<UInt8>,
        _ nested: inout JSONTokenizer
    ) -> Bool {
        let slots = unsafe slotsOfRow(rows.count)
        let columnStride = rowCapacity
        let limit = cursor.limit
        // SAFETY: a member is numbered by its place in the list, and so are successors. Literals are compared, and
        // values read, only where `reach` bytes follow. The layout's columns are this batch's, by the precondition in
        // `readRow`.
        let text = unsafe bytes.withUnsafeBufferPointer { unsafe $0.baseAddress.unsafelyUnwrapped }
        let literals = unsafe layout.literals.withUnsafeElements { unsafe $0 }
        let members = unsafe layout.members.withUnsafeMutableElements { unsafe $0 }
        var index = cursor.index
        var last = unsafe members
        while true {
            let member = unsafe members + Int(last.pointee.successor)
            let value = unsafe index &+ Int(member.pointee.length)
            guard value <= limit,
                unsafe member.pointee.matches(text + index, literal: literals + Int(member.pointee.start))
            else {
                cursor.index = index
                cursor.last = UInt16(truncatingIfNeeded: unsafe last - members)
                return true
            }
            index = value
            if unsafe member == members { break }
            unsafe last = member
            let destination: UnsafeMutablePointer<Slot>
            if unsafe member.pointee.column == FieldTable.extraField {
                unsafe destination = appendExtra(member.pointee, valueAt: index)
            } else {
                unsafe destination = slots + Int(member.pointee.column) &* columnStride
            }
            if unsafe destination.readShortScalar(text, &index, &member.pointee.valueLength) { continue }
            guard let end = unsafe readUnusualValue(member.pointee.column, at: index, bytes, &nested) else {
                return false
            }
            index = end
        }
        cursor.index = index
        cursor.isAtEnd = true
        return unsafe last != members
    }

    /// Continues to the end of the record after a member that is not the usual one; returns false if the record does
    /// not fit the layout.
    @inline(never)
    private mutating func readOtherMembers(
        _ cursor: inout MemberCursor,
        _ layout: inout RecordLayout,
        _ bytes: Span<UInt8>,
        _ nested: inout JSONTokenizer
    ) -> Bool {
        building.sharedFirstField = nil
        layout.beginOrder(upTo: cursor.last, in: &order)
        while true {
            guard let number = layout.findMember(&cursor, bytes) else { break }
            guard number != RecordLayout.end else {
                layout.endOrder(after: cursor.last)
                if layout.absentColumns.count > 0 { clearAbsentColumns(&layout) }
                building.sharedFirstField = building.firstField
                return cursor.last != RecordLayout.end
            }
            let member = layout.members[Int(number)]
            guard !layout.hasRead(number) else { break }
            layout.didRead(number, after: cursor.last)
            cursor.last = number
            order.append(member.column)
            let slot: UnsafeMutablePointer<Slot>
            if member.column == FieldTable.extraField {
                unsafe slot = appendExtra(member, valueAt: cursor.index)
            } else {
                unsafe slot = slotsOfRow(rows.count) + Int(member.column) * rowCapacity
            }
            // SAFETY: as above.
            let text = unsafe bytes.withUnsafeBufferPointer { unsafe $0.baseAddress.unsafelyUnwrapped }
            var length = member.valueLength
            if unsafe slot.readShortScalar(text, &cursor.index, &length) { continue }
            guard let end = readUnusualValue(member.column, at: cursor.index, bytes, &nested) else { break }
            cursor.index = end
        }
        layout.endOrder(after: cursor.last)
        return false
    }

    /// Adds an extra field; returns where its value goes.
    @unsafe
    @inline(__always)
    private mutating func appendExtra(
        _ member: LayoutMember,
        valueAt index: Int
    ) -> UnsafeMutablePointer<Slot> {
        extras.appendReserved(
            ExtraField(
                keyOffset: UInt32(truncatingIfNeeded: index) &- member.keyDistance,
                keyLength: member.keyLength,
                value: Slot()
            )
        )
        let last = extras.count &- 1
        // SAFETY: the element was added above; nothing is added before its value has been written.
        return unsafe extras.withUnsafeMutableElements { extras in
            unsafe UnsafeMutableRawPointer(extras + last).advanced(by: ExtraField.valueOffset)
                .assumingMemoryBound(to: Slot.self)
        }
    }

    /// Reads a value at `index` that is not a short scalar; returns where it ends.
    @inline(never)
    private mutating func readUnusualValue(
        _ column: UInt16,
        at index: Int,
        _ bytes: Span<UInt8>,
        _ nested: inout JSONTokenizer
    ) -> Int? {
        switch bytes[index] {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            building.depth = 1
            building.target = column == FieldTable.extraField ? .extra : .column(Int(column))
            building.hasContainers = true
            nested.reset()
            guard case .complete(let end) = nested.next(bytes, from: index, base: base, into: &self),
                !hasViolationInProgress
            else { return nil }
            return end - base
        default:
            guard let slot = bytes.readLongScalar(at: index) else { return nil }
            if column == FieldTable.extraField {
                extras[extras.count - 1].value = slot
            } else {
                self[Int(column), rows.count] = slot
            }
            return index + Int(slot.length)
        }
    }
}
