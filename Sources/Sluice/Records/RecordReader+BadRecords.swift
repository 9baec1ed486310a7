/// Records that are none: they are set aside, and reading goes on behind them.
extension RecordReader {
    var resynchronizer: Resynchronizer { Resynchronizer(framing: framing, keys: keys) }

    mutating func reject(_ start: Int, _ reason: SyntaxError.Reason, at place: Int, found: UInt8? = nil) {
        beginSkipping(start, SyntaxError(reason: reason, offset: view.base + place, found: found))
    }

    mutating func beginSkipping(_ start: Int, _ error: SyntaxError) {
        index = start
        prediction.lastEnd = nil
        state = .skipping(SkippedRecord(start: view.base + start, error: error, resynchronizer: resynchronizer))
    }

    /// Gives up: from `place` on there is no next record to be found.
    mutating func breakOff(
        _ reason: SyntaxError.Reason,
        at place: Int,
        _ bytes: Span<UInt8>,
        offset: Int? = nil
    ) {
        let found = place < bytes.count && offset == nil ? bytes[place] : nil
        let error = SyntaxError(reason: reason, offset: offset ?? view.base + place, found: found)
        state = .broken(SkippedRecord(start: view.base + place, error: error, resynchronizer: resynchronizer))
    }

    /// Moves over a bad record; returns the seam where it goes on in the next chunk.
    mutating func skip(_ record: SkippedRecord, _ bytes: Span<UInt8>, _ rowCount: Int) -> Seam? {
        var record = record
        switch record.resynchronizer.next(bytes, from: index, base: view.base) {
        case .found(let recordEnd, let next):
            let end = end(of: record, at: recordEnd, bytes).offset
            if record.start < view.base { record.keepHead(of: bytes, base: view.base, end: end) }
            append(record.rejection(ordinal: 0, end: end, isStructural: false), rowCount)
            index = next - view.base
            state = .element
            return nil
        case .needsMore(let from, let resumed):
            if isLastChunk { return endInSkip(record, bytes, rowCount) }
            record.keepHead(of: bytes, base: view.base, end: from)
            if let bracket = resumed.finish(), bracket >= view.base + index {
                record.endBeforeBracket = end(of: record, at: bracket, bytes).offset
            }
            record.end = end(of: record, at: from, bytes)
            record.resynchronizer = resumed
            return Seam(offset: from, state: .skipping(record))
        }
    }

    /// The input ends inside a bad record: at the array's closing bracket, or with no next record to be found.
    private mutating func endInSkip(_ record: SkippedRecord, _ bytes: Span<UInt8>, _ rowCount: Int) -> Seam {
        var record = record
        let inputEnd = view.base + bytes.count
        let bracket = record.resynchronizer.finish()
        let isWhole = bracket != nil || framing == .lines
        var end = end(of: record, at: bracket ?? inputEnd, bytes).offset
        if let bracket, bracket < view.base + index { end = record.endBeforeBracket ?? bracket }
        if record.start < view.base { record.keepHead(of: bytes, base: view.base, end: end) }
        append(record.rejection(ordinal: 0, end: end, isStructural: !isWhole), rowCount)
        index = bytes.count
        return Seam(offset: inputEnd, state: .end)
    }

    /// The end of a record of which nothing from `place` on is part.
    private func end(of record: SkippedRecord, at place: Int, _ bytes: Span<UInt8>) -> RecordEnd {
        guard place > view.base + index else { return record.end }
        return record.end.extended(over: bytes, index..<place - view.base, base: view.base, framing: framing)
    }

    /// Moves over the rest of a broken input.
    mutating func swallow(_ record: SkippedRecord, _ bytes: Span<UInt8>, _ rowCount: Int) -> Seam {
        var record = record
        let end = view.base + bytes.count
        if !isLastChunk || record.start < view.base { record.keepHead(of: bytes, base: view.base, end: end) }
        guard isLastChunk else { return Seam(offset: end, state: .broken(record)) }
        append(record.rejection(ordinal: 0, end: end, isStructural: true), rowCount)
        index = bytes.count
        return Seam(offset: end, state: .end)
    }

    mutating func append(_ rejection: RecordRejection, _ rowCount: Int) {
        var rejection = rejection
        rejection.ordinal = rowsInEarlierBatches + rowCount + rejections.count
        rejections.append(rejection)
    }
}
