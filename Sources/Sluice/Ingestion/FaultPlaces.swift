/// Where the faults of a chunk are: in the input, or, if that is rejects of an earlier run, in those.
struct FaultPlaces {
    private let chunk: ChunkBytes
    private let input: InputName
    private let replayed: ReplayedRecords?
    private let keyField: String?
    /// The lines and columns in the text of all faults and notices, and of replayed records, by offset.
    private let extents: [Int: TextExtent]

    /// Finds the places of `rejections` and `notices` in a chunk, of which `positions` has passed all before `start`.
    init(
        _ rejections: [RecordRejection],
        notices: [ColumnNotice] = [],
        in chunk: ChunkBytes,
        from start: Int,
        _ positions: PositionResolver,
        input: InputName,
        replayed: ReplayedRecords?,
        keyField: String? = nil
    ) {
        self.chunk = chunk
        self.input = input
        self.replayed = replayed
        self.keyField = keyField
        var offsets = rejections.flatMap { [$0.range.lowerBound] + $0.violations.map(\.offset) }
        offsets += notices.map(\.offset)
        if let replayed { offsets += rejections.compactMap { replayed.record(at: $0.range.lowerBound)?.start } }
        extents = offsets.isEmpty ? [:] : positions.extents(of: offsets, in: chunk, from: start)
    }

    /// The place of `offset`, in the record with this number; of a replayed record, that of its reject.
    func place(of offset: Int, _ record: Int?) -> RecordPosition {
        guard let replayed = replayed?.record(at: offset) else { return textPlace(of: offset, record) }
        return Self.place(of: replayed, record)
    }

    /// A reject has one place: that of its line.
    private static func place(of replayed: ReplayedRecord, _ record: Int?) -> RecordPosition {
        RecordPosition(record: record, line: replayed.line, column: 1, offset: replayed.lineOffset)
    }

    private func textPlace(of offset: Int, _ record: Int?) -> RecordPosition {
        let extent = extents[offset] ?? TextExtent()
        return RecordPosition(record: record, line: extent.line, column: extent.column, offset: offset)
    }

    /// Returns a fault, the rejection of the record with this number, with its places.
    func located(_ rejection: RecordRejection, _ record: Int?) -> LocatedFault {
        if let replayed = replayed?.record(at: rejection.range.lowerBound) {
            return located(rejection, record, replayed)
        }
        let places = rejection.violations.map { textPlace(of: $0.offset, record) }
        var located = LocatedRejection(
            input: input,
            rejection: rejection,
            position: textPlace(of: rejection.range.lowerBound, record),
            violationPositions: places
        )
        if let keyField, let key = rejection.key { located.key = MemberKey(field: keyField, text: key) }
        return LocatedFault(chunk, found: rejection, rejection: located, textPlaces: places)
    }
}

// MARK: Replayed records

extension FaultPlaces {
    private func located(
        _ rejection: RecordRejection,
        _ number: Int?,
        _ record: ReplayedRecord
    ) -> LocatedFault {
        switch record.content {
        case .whole(let keyLength, _):
            let places = rejection.violations.map { textPlace(of: $0.offset, number) }
            let range = rejection.range.lowerBound..<rejection.range.upperBound - min(keyLength, rejection.range.count)
            let originals = places.map { original(of: record, at: $0) }
            return fault(rejection, record, number, range, rejection.violations, places, originals)
        case .malformed(let raw): return fault(rejection, record, number, raw, raw.count, Self.violation(of: raw))
        case .truncated(let raw, let length):
            let message = "the reject has only the first \(raw.count.grouped) of the record's \(length.grouped) bytes"
            let violation = Violation(code: .rawTruncated, message: message, offset: 0)
            return fault(rejection, record, number, raw, length, violation)
        }
    }

    /// The fault of a record that has a stand-in, and `raw` as its bytes.
    private func fault(
        _ rejection: RecordRejection,
        _ record: ReplayedRecord,
        _ number: Int?,
        _ raw: [UInt8],
        _ length: Int,
        _ violation: Violation
    ) -> LocatedFault {
        let extent = TextExtent(of: raw.span.extracting(first: min(violation.offset, raw.count)))
        let place = RecordPosition(
            record: number,
            line: extent.line,
            column: extent.column,
            offset: violation.offset
        )
        let start = rejection.range.lowerBound
        let original = record.original?.advanced(by: extent, bytes: violation.offset)
        return fault(rejection, record, number, start..<start + length, [violation], [place], [original])
    }

    private func fault(
        _ rejection: RecordRejection,
        _ record: ReplayedRecord,
        _ number: Int?,
        _ range: Range<Int>,
        _ violations: [Violation],
        _ textPlaces: [RecordPosition],
        _ originals: [OriginalPlace?]
    ) -> LocatedFault {
        let place = Self.place(of: record, number)
        let located = LocatedRejection(
            input: input,
            rejection: RecordRejection(
                ordinal: rejection.ordinal,
                range: range,
                violations: violations,
                isRecord: rejection.isRecord,
                isStructural: rejection.isStructural
            ),
            position: place,
            violationPositions: violations.map { _ in place },
            key: record.key,
            original: record.original
        )
        return LocatedFault(
            chunk,
            found: rejection,
            rejection: located,
            textPlaces: textPlaces,
            record: record,
            originals: originals
        )
    }

    /// Where a place in the text was first: the key that the text has in addition was not there.
    private func original(of record: ReplayedRecord, at place: RecordPosition) -> OriginalPlace? {
        guard case .whole(let keyLength, let keyColumns) = record.content, let start = extents[record.start],
            place.offset > record.start + (keyLength > 0 ? keyLength : -1)
        else { return record.original }
        let text = TextExtent(lines: place.line - 1, columns: place.column - 1).after(start)
        let extent = TextExtent(lines: text.lines, columns: text.columns - (text.lines == 0 ? keyColumns : 0))
        return record.original?.advanced(by: extent, bytes: place.offset - record.start - keyLength)
    }

    /// What is wrong with bytes that are not exactly one object.
    private static func violation(of raw: [UInt8]) -> Violation {
        switch ReplayedFault(raw.span) {
        case .syntax(let error):
            // SAFETY: the view is used only in this statement, while the bytes stay in place.
            let pointer = unsafe raw.withUnsafeBytes { bytes in
                let view = unsafe ByteView(Span(_unsafeBytes: bytes), base: 0)
                return ErrorPath.pointer(to: error.offset, in: view, from: 0, maximumDepth: .max)
            }
            return Violation(
                code: error.code,
                instanceLocation: pointer,
                message: error.message,
                offset: error.offset
            )
        case .notAnObject, nil:
            let start = raw.span.firstNonSpace(from: 0)
            let text = raw.span.extracting(start...)
            let message = "expected an object, found \(Excerpt.noun(for: text))"
            return Violation(code: .notAnObject, message: message, offset: start, length: text.count)
        }
    }
}
