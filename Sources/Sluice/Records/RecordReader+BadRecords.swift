/// Bad records are set aside, and reading continues after them.
extension RecordReader {
    private var guidance: Resynchronizer.Guidance {
        Resynchronizer.Guidance(shapes: shapes, limits: limits, region: region)
    }

    /// Sets aside the bad record at `start`.
    mutating func beginSkipping(
        _ start: Int,
        _ error: SyntaxError,
        key: [UInt8]? = nil,
        _ bytes: Span<UInt8>,
        _ rowCount: Int
    ) {
        let place = view.base + start
        let pointer = ErrorPath.pointer(to: error.offset, in: view, from: start, maximumDepth: limits.depth)
        let resynchronizer = Resynchronizer(start: place, level: state.level, isInObject: false)
        let record = SkippedRecord(
            start: place,
            error: error,
            pointer: pointer,
            key: key,
            resynchronizer: resynchronizer
        )
        begin(record, at: start, bytes, rowCount)
    }

    private mutating func begin(_ record: SkippedRecord, at start: Int, _ bytes: Span<UInt8>, _ rowCount: Int) {
        unsettled = nil
        prediction.lastEnd = nil
        index = start
        setAside(record, rowCount)
    }

    /// Starts to skip a bad record; under the policy that allows none, reading ends instead.
    mutating func setAside(_ record: SkippedRecord, _ rowCount: Int) {
        // If a record does not end, the records after it may have been taken for its members: its own end is still to
        // be found, for the error to be placed there.
        if limits.endsAtFirstFault, record.error.code != .truncated {
            let end = min(record.error.offset + 1, view.base + view.span.count)
            append(rejection(of: record, end: end), rowCount)
            state = .stopped
        } else {
            state = .skipping(record)
        }
    }

    /// Skips a bad record.
    mutating func skip(_ record: SkippedRecord, _ bytes: Span<UInt8>, _ rowCount: Int) -> Step {
        var record = record
        switch record.resynchronizer.next(view, from: index, isLast: isLastChunk, guidance) {
        case .found(let end, let next, let level):
            if record.error.code == .truncated { record.error = unclosed(record, end, found: next, bytes) }
            if record.start < view.base { record.keep(view, upTo: end) }
            append(rejection(of: record, end: end), rowCount)
            index = next - view.base
            forgetLookahead()
            // The records may end there, and no further one begin.
            state = level == .document ? .document : bytes[index] == region?.closing ? .afterElement : .element
        case .needsMore(let place, let resumed) where !isLastChunk:
            record.keep(view, upTo: place)
            record.resynchronizer = resumed
            (index, state) = (place - view.base, .skipping(record))
            return .stop(.chunkIsDone(seam))
        case .needsMore(_, let resumed):
            let (end, isWhole) = resumed.finish()
            if record.start < view.base { record.keep(view, upTo: end) }
            let isTorn = record.error.code == .truncated
            let isLine = shapes.isLineDelimited && resumed.level == .document
            append(rejection(of: record, end: end, isStructural: isTorn || !isWhole && !isLine), rowCount)
            (index, state) = (bytes.count, .document)
        }
        return .proceed
    }

    /// The error of a record that is never closed although others follow it: it is where the next one begins.
    private func unclosed(_ record: SkippedRecord, _ end: Int, found next: Int, _ bytes: Span<UInt8>) -> SyntaxError {
        guard record.start >= view.base else { return record.error }
        var tokenizer = JSONTokenizer(maximumDepth: limits.depth)
        var sink = DiscardingSink()
        let text = bytes.extracting(first: end - view.base)
        _ = tokenizer.next(text, from: record.start - view.base, base: view.base, into: &sink)
        guard case .failed(let failure) = tokenizer.finish(at: end, into: &sink),
            case .unexpectedEnd(let expectation) = failure.reason
        else { return record.error }
        return SyntaxError(reason: .unexpected(expectation), offset: next, found: bytes[next - view.base])
    }

    private func rejection(of record: SkippedRecord, end: Int, isStructural: Bool = false) -> RecordRejection {
        let error = record.error
        return RecordRejection(
            ordinal: 0,
            range: record.start..<max(record.start, end),
            violations: [
                Violation(
                    code: error.code,
                    instanceLocation: record.pointer,
                    message: error.message,
                    offset: error.offset
                )
            ],
            key: record.key,
            isStructural: isStructural,
            head: record.head.bytes.isEmpty ? nil : record.head,
            context: record.context.bytes.isEmpty ? nil : record.context
        )
    }

    /// Notes that the input ends inside an array.
    mutating func noteUnclosedArray(_ rowCount: Int) {
        let place = view.base + index
        let error = SyntaxError(reason: .unexpectedEnd(expectationBetween), offset: place)
        let violation = Violation(code: error.code, message: error.message, offset: place)
        noteFault(
            RecordRejection(
                ordinal: 0,
                range: place..<place,
                violations: [violation],
                isRecord: false,
                isStructural: true
            ),
            rowCount
        )
        state = .document
    }

    /// Adds a bad record.
    mutating func append(_ rejection: RecordRejection, _ rowCount: Int) {
        var rejection = rejection
        rejection.ordinal = rowsInEarlierBatches + rowCount + rejections.count
        rejections.append(rejection)
    }

    /// Adds a fault between two records.
    mutating func noteFault(_ fault: RecordRejection, _ rowCount: Int) {
        var fault = fault
        fault.ordinal = rowsInEarlierBatches + rowCount + rejections.count
        separatorFaults.append(fault)
        unsettled = nil
        prediction.lastEnd = nil
    }
}

// MARK: Records whose beginning is missing

extension RecordReader {
    /// Sets aside a record whose beginning is missing: at `evidence` is something that cannot be between records.
    ///
    /// The previous row goes with it if the `key` there can only be the row's own: no record begins with the key, and
    /// the row does not have it.
    mutating func beginFragment(
        at evidence: Int,
        key: UInt64?,
        _ bytes: Span<UInt8>,
        _ batch: inout RecordBatch
    ) -> Step {
        var start = evidence
        if let row = unsettled, let key, isContinued(row, by: key, at: evidence, bytes) {
            batch.removeLastRow()
            start = row.lowerBound
        }
        skipFragment(from: start, evidence, state.level, bytes, batch.rowCount)
        return .proceed
    }

    /// Sets the last row aside if a brace has cut its record in two; returns `nil` otherwise.
    ///
    /// Then it is directly followed by the rest of a number, a comma or the rest of a key, and then by one of the
    /// record's keys.
    mutating func continueRow(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step? {
        guard let row = unsettled, index == row.upperBound, bytes[index] != UInt8(ascii: "{") else { return nil }
        if case .afterElement = state, bytes[index] == UInt8(ascii: ",") { return nil }
        var place = index
        while place < bytes.count, bytes[place].isInNumber { place += 1 }
        if place < bytes.count, bytes[place] == UInt8(ascii: ",") { place += 1 }
        switch keyAhead(from: place, bytes) {
        case .needsMore: return waitForMore(&batch)
        case .found(let key, let start): return beginFragment(at: start, key: key, bytes, &batch)
        case .none: break
        }
        let window = bytes.extracting(first: min(bytes.count, index + RecordScanner.maximumKey + 1))
        let quote = window.firstStringSpecial(from: index)
        guard quote - index <= RecordScanner.maximumKey else { return nil }
        let colon = bytes.firstNonSpace(from: quote + 1)
        guard colon - index <= Self.lookahead else { return nil }
        guard colon < bytes.count else { return isLastChunk ? nil : waitForMore(&batch) }
        guard bytes[quote] == UInt8(ascii: "\""), bytes[colon] == UInt8(ascii: ":"),
            isContinued(row, by: nil, at: quote, bytes)
        else { return nil }
        batch.removeLastRow()
        skipFragment(from: row.lowerBound, index, state.level, bytes, batch.rowCount)
        return .proceed
    }

    private enum KeyAhead {
        case none
        case found(UInt64, start: Int)
        case needsMore
    }

    /// Looks for a key at `place`.
    ///
    /// In most cases the next record begins there, which is not read for that.
    private func keyAhead(from place: Int, _ bytes: Span<UInt8>) -> KeyAhead {
        let start = bytes.firstSignificant(from: place, state.level)
        guard start == bytes.count || bytes[start] == UInt8(ascii: "\"") else { return .none }
        var scanner = scanner(from: place, state.level)
        return switch scanner.next() {
        case .needsMore: .needsMore
        case .key(let key): .found(key, start: start)
        default: .none
        }
    }

    mutating func skipFragment(
        from start: Int,
        _ evidence: Int,
        _ level: RecordLevel,
        _ bytes: Span<UInt8>,
        _ rowCount: Int
    ) {
        let place = view.base + start
        let resynchronizer = Resynchronizer(start: place, level: level, isInObject: true)
        let error = SyntaxError(
            reason: .unexpected(.beginningOfRecord),
            offset: view.base + evidence,
            found: bytes[evidence]
        )
        begin(
            SkippedRecord(start: place, error: error, pointer: "", resynchronizer: resynchronizer),
            at: start,
            bytes,
            rowCount
        )
    }

    /// Whether `key` shows that `row` is only the beginning of a record, or an object from inside one.
    private func isContinued(_ row: Range<Int>, by key: UInt64?, at evidence: Int, _ bytes: Span<UInt8>) -> Bool {
        let gap = bytes.extracting(first: evidence)
        guard !shapes.isLineDelimited || gap.first(UInt8(ascii: "\n"), from: row.upperBound) == evidence else {
            return false
        }
        var scanner = RecordScanner(view, from: row.lowerBound, level: state.level, isLast: isLastChunk, limits)
        guard case .object(let shape) = scanner.next() else { return false }
        if let key {
            guard !shape.keys.contains(key) else { return false }
            if !shapes.openings.contains(key), shapes.hasKey(key) { return true }
        }
        // Directly after the row, which must not have the shape of a record.
        guard evidence == row.upperBound || key == nil, !shapes.isEmpty else { return false }
        return switch shapes.kind(of: shape) {
        case .record, .both: false
        case .inner, .unknown: true
        }
    }
}

extension UInt8 {
    /// Whether the byte may be part of a number.
    fileprivate var isInNumber: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}
