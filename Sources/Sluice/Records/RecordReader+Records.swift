/// Records that the tokenizer reads.
extension RecordReader {
    /// Reads the value that begins here into the batch.
    mutating func readRecord(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        let start = index
        let isLimited = limits.recordSize < bytes.count - start
        let window = isLimited ? bytes.extracting(first: start + limits.recordSize + 1) : bytes
        tokenizer.reset()
        batch.beginRow(at: view.base + start)
        var progress = tokenizer.next(window, from: start, base: view.base, into: &batch)
        if isLastChunk, !isLimited, progress == .needsMore {
            progress = tokenizer.finish(at: view.base + bytes.count, into: &batch)
        }
        switch progress {
        case .complete(let end) where end - view.base - start <= limits.recordSize:
            return take(start..<end - view.base, bytes, &batch)
        case .failed(let error):
            batch.abandonRow()
            beginSkipping(start, inItsLine(error, start, bytes), bytes, batch.rowCount)
            return .goOn
        case .needsMore where !isLimited:
            batch.abandonRow()
            return .stop(.chunkIsDone(seam))
        case .complete, .needsMore:
            batch.abandonRow()
            let error = SyntaxError(reason: .tooLarge(limit: limits.recordSize), offset: view.base + start)
            beginSkipping(start, error, bytes, batch.rowCount)
            return .goOn
        }
    }

    /// Takes a value that is whole, unless it belongs to a record whose beginning is missing.
    private mutating func take(_ record: Range<Int>, _ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        if batch.hasViolationInProgress { batch.locateDuplicatesInProgress(maximumDepth: limits.depth) }
        guard isSuspect(batch) else {
            isInLongRun = false
            learn(from: batch, end: record.upperBound)
            accept(record, &batch)
            return .goOn
        }
        guard record.lowerBound >= clearUntil, !isInLongRun, !shapes.isEmpty else {
            accept(record, &batch)
            return .goOn
        }
        let scanner = RecordScanner(view, from: record.upperBound, level: state.level, isLast: isLastChunk, limits)
        switch FragmentSearch.outcome(scanner, shapes) {
        case .needsMore:
            batch.abandonRow()
            return .stop(.chunkIsDone(seam))
        case .fragment(let evidence, let isAfterArray):
            batch.abandonRow()
            var level = state.level
            if isAfterArray, case .arrayStart = state { level = .document }
            skipFragment(from: record.lowerBound, evidence, level, bytes, batch.rowCount)
            return .goOn
        case .clear(let place): clearUntil = place
        case .tooLong: isInLongRun = true
        }
        accept(record, &batch)
        return .goOn
    }

    /// Whether the value in progress is no object, or looks like one from inside a record.
    private func isSuspect(_ batch: borrowing RecordBatch) -> Bool {
        guard batch.building.isObject else { return true }
        return shapes.hasInner && shapes.isInner(batch.signatureInProgress())
    }

    /// Ends a record; what follows it has not been seen.
    mutating func accept(_ record: Range<Int>, _ batch: inout RecordBatch) {
        batch.endRow(at: view.base + record.upperBound)
        index = record.upperBound
        state = state.level == .array ? .afterElement : .document
        unsettled = record
        prediction.lastEnd = record.upperBound
    }

    /// Returns the error as it is where the record's line cuts it short, if each record is a line.
    private func inItsLine(_ error: SyntaxError, _ start: Int, _ bytes: Span<UInt8>) -> SyntaxError {
        guard shapes.isLineDelimited, state.level == .document else { return error }
        let feed = bytes.first(UInt8(ascii: "\n"), from: start)
        guard view.base + feed < error.offset else { return error }
        var tokenizer = JSONTokenizer(maximumDepth: limits.depth)
        var sink = DiscardingSink()
        let line = bytes.extracting(first: feed)
        guard case .needsMore = tokenizer.next(line, from: start, base: view.base, into: &sink),
            case .failed(let failure) = tokenizer.finish(at: view.base + feed, into: &sink),
            case .unexpectedEnd(let expectation) = failure.reason,
            error.code != .truncated || hasMore(after: feed, bytes)
        else { return error }
        return SyntaxError(reason: .unexpected(expectation), offset: failure.offset, found: UInt8(ascii: "\n"))
    }

    /// Whether the input goes on after a line.
    private func hasMore(after feed: Int, _ bytes: Span<UInt8>) -> Bool {
        bytes.firstSignificant(from: feed, .document) < bytes.count
    }
}
