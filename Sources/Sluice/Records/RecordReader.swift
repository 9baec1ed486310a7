/// Reads the records of a chunk into batches, and sets the bad ones aside.
///
/// `begin` lays it over a chunk, `fill` reads until the batch is full or the chunk is done. What the reading means does
/// not depend on where the chunk ends: a record that is cut off is left for whoever has the rest of it.
struct RecordReader: ~Copyable {
    /// Why `fill` came back.
    enum Stop {
        /// The batch has no room for another record.
        case batchIsFull
        /// The chunk holds no more whole records; the next chunk goes on at the seam.
        case chunkIsDone(Seam)
    }

    struct Limits: Sendable {
        var recordSize: Int
        var depth: Int
    }

    /// How far behind a record what ends it is looked for, in bytes; more white space than this is read on its own, so
    /// that it need not be kept.
    private static let lookahead = 64 << 10

    private let framing: RecordFraming
    private let limits: Limits
    private let keys: RecordKeys
    private var tokenizer: JSONTokenizer
    private var predictor = LayoutPredictor()
    private var view = ByteView.empty
    private var index = 0
    private var state = Seam.State.element
    private var isLastChunk = false
    /// The records that are no rows, in order; their ordinals count the chunk's rows before them as well.
    private(set) var rejections: [RecordRejection] = []
    /// The chunk's rows in batches that have been taken.
    private(set) var rowsInEarlierBatches = 0

    init(framing: RecordFraming, keys: RecordKeys, limits: Limits) {
        self.framing = framing
        self.keys = keys
        self.limits = limits
        tokenizer = JSONTokenizer(maximumDepth: limits.depth)
    }

    /// Begins a chunk.
    ///
    /// - Safety: the view's bytes must stay in place until the chunk is done.
    @unsafe
    mutating func begin(_ view: ByteView, from seam: Seam, isLast: Bool) {
        self.view = view
        index = seam.offset - view.base
        state = seam.state
        isLastChunk = isLast
        rejections.removeAll(keepingCapacity: true)
        rowsInEarlierBatches = 0
    }

    /// Tells that the batch's rows have been taken and it is empty again.
    mutating func batchWasTaken(rows: Int) { rowsInEarlierBatches += rows }

    /// The records met in this chunk, good and bad, up to the last batch taken.
    var recordsInChunk: Int { rowsInEarlierBatches + rejections.count }

    /// Returns the number in the chunk of the record that is `row` in the batch, bad records before it included.
    func ordinal(ofRow row: Int) -> Int {
        let rowInChunk = rowsInEarlierBatches + row
        // A rejection's ordinal, less its place among the rejections, is the number of rows before it.
        var low = 0
        var high = rejections.count
        while low < high {
            let middle = (low + high) / 2
            if rejections[middle].ordinal - middle <= rowInChunk { low = middle + 1 } else { high = middle }
        }
        return rowInChunk + low
    }

    /// Reads records into the batch.
    mutating func fill(_ batch: inout RecordBatch) -> Stop {
        let view = view
        let bytes = view.span
        while !batch.isFull {
            switch state {
            case .skipping(let record): if let seam = skip(record, bytes, batch.rowCount) { return .chunkIsDone(seam) }
            case .broken(let record): return .chunkIsDone(swallow(record, bytes, batch.rowCount))
            case .end:
                index = bytes.firstNonSpace(from: index)
                guard index < bytes.count else { return .chunkIsDone(Seam(offset: view.base + index, state: .end)) }
                breakOff(.unexpected(.endOfText), at: index, bytes)
            case .element where framing == .lines:
                if let seam = readLine(bytes, &batch) { return .chunkIsDone(seam) }
            case .afterElement: if let seam = readSeparator(bytes, batch.rowCount) { return .chunkIsDone(seam) }
            case .beginning, .element, .elementWithoutComma:
                if let seam = readElement(bytes, &batch) { return .chunkIsDone(seam) }
            }
        }
        return .batchIsFull
    }
}

// MARK: Elements of an array, and concatenated values

extension RecordReader {
    /// Reads one value into the batch: by the layout of an earlier record, or by the tokenizer, which is always right.
    @inline(__always)
    private mutating func readValue(
        _ bytes: Span<UInt8>,
        from start: Int,
        _ batch: inout RecordBatch
    ) -> JSONTokenizer.Progress {
        if let end = predictor.readRow(bytes, from: start, into: &batch) { return .complete(end: view.base + end) }
        tokenizer.reset()
        batch.beginRow(at: view.base + start)
        let progress = tokenizer.next(bytes, from: start, base: view.base, into: &batch)
        if case .complete(let end) = progress { predictor.learn(from: batch, end: end - view.base) }
        return progress
    }

    private mutating func readElement(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Seam? {
        index = bytes.firstNonSpace(from: index)
        guard index < bytes.count else { return endOfChunkBetweenRecords(bytes, batch.rowCount) }
        let start = index
        if framing == .array {
            if bytes[start] == UInt8(ascii: "]") {
                closeArray(at: start, batch.rowCount)
                return nil
            }
            if case .elementWithoutComma = state {
                reject(start, .unexpected(.commaBetweenRecords), at: start, found: bytes[start])
                return nil
            }
        }
        let window =
            limits.recordSize < bytes.count - start ? bytes.extracting(first: start + limits.recordSize + 1) : bytes
        var progress = readValue(window, from: start, &batch)
        if isLastChunk, progress == .needsMore, window.count == bytes.count {
            progress = tokenizer.finish(at: view.base + bytes.count, into: &batch)
        }
        switch progress {
        case .complete(let end):
            guard end - view.base - start <= limits.recordSize else {
                batch.abandonRow()
                reject(start, .tooLarge(limit: limits.recordSize), at: start)
                return nil
            }
            return finishElement(from: start, end: end - view.base, bytes, &batch)
        case .failed(let error):
            batch.abandonRow()
            beginSkipping(start, error)
            return nil
        case .needsMore:
            batch.abandonRow()
            guard window.count == bytes.count else {
                reject(start, .tooLarge(limit: limits.recordSize), at: start)
                return nil
            }
            return Seam(offset: view.base + start, state: state)
        }
    }

    /// Takes a value that is whole, if what follows it allows it.
    private mutating func finishElement(
        from start: Int,
        end: Int,
        _ bytes: Span<UInt8>,
        _ batch: inout RecordBatch
    ) -> Seam? {
        guard framing == .array else {
            accept(end: end, next: end, .element, &batch)
            return nil
        }
        let reach = min(end + Self.lookahead, bytes.count)
        let terminator = bytes.extracting(first: reach).firstNonSpace(from: end)
        guard terminator < reach else {
            guard reach < bytes.count || isLastChunk else {
                batch.abandonRow()
                return Seam(offset: view.base + start, state: state)
            }
            accept(end: end, next: reach, .afterElement, &batch)
            return nil
        }
        switch bytes[terminator] {
        case UInt8(ascii: ","): accept(end: end, next: terminator + 1, .element, &batch)
        case UInt8(ascii: "]"): accept(end: end, next: terminator + 1, .end, &batch)
        case UInt8(ascii: "{"): accept(end: end, next: terminator, .elementWithoutComma, &batch)
        default:
            batch.abandonRow()
            reject(start, .unexpected(.commaOrEndOfRecords), at: terminator, found: bytes[terminator])
        }
        return nil
    }

    private mutating func accept(end: Int, next: Int, _ newState: Seam.State, _ batch: inout RecordBatch) {
        batch.endRow(at: view.base + end)
        index = next
        state = newState
    }

    /// Reads what ends a record, behind very much white space.
    private mutating func readSeparator(_ bytes: Span<UInt8>, _ rowCount: Int) -> Seam? {
        index = bytes.firstNonSpace(from: index)
        guard index < bytes.count else { return endOfChunkBetweenRecords(bytes, rowCount) }
        switch bytes[index] {
        case UInt8(ascii: ","):
            index += 1
            state = .element
        case UInt8(ascii: "]"):
            index += 1
            state = .end
        case UInt8(ascii: "{"): state = .elementWithoutComma
        default: reject(index, .unexpected(.commaOrEndOfRecords), at: index, found: bytes[index])
        }
        return nil
    }

    private mutating func closeArray(at start: Int, _ rowCount: Int) {
        if case .beginning = state {
        } else {
            // A comma with nothing behind it: an empty element, and a bad one.
            let error = SyntaxError(reason: .unexpected(.value), offset: view.base + start, found: UInt8(ascii: "]"))
            let record = SkippedRecord(start: view.base + start, error: error, resynchronizer: resynchronizer)
            append(record.rejection(ordinal: 0, end: view.base + start, isStructural: false), rowCount)
        }
        index = start + 1
        state = .end
    }

    private mutating func endOfChunkBetweenRecords(_ bytes: Span<UInt8>, _ rowCount: Int) -> Seam? {
        let end = view.base + bytes.count
        if isLastChunk, framing == .array {
            breakOff(.unexpectedEnd(.commaOrEndOfRecords), at: bytes.count, bytes)
            return nil
        }
        return Seam(offset: end, state: state)
    }
}

// MARK: Lines

extension RecordReader {
    private mutating func readLine(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Seam? {
        let feed = bytes.first(UInt8(ascii: "\n"), from: index)
        let hasFeed = feed < bytes.count
        let start = bytes.extracting(first: feed).firstNonSpace(from: index)
        let isTooLarge = isLineTooLarge(bytes, start..<feed)
        guard hasFeed || isLastChunk || isTooLarge else {
            return Seam(offset: view.base + index, state: state)
        }
        guard start < feed else {
            index = hasFeed ? feed + 1 : feed
            return hasFeed ? nil : Seam(offset: view.base + index, state: state)
        }
        guard !isTooLarge else {
            reject(start, .tooLarge(limit: limits.recordSize), at: start)
            return nil
        }
        let line = bytes.extracting(first: feed)
        var progress = readValue(line, from: start, &batch)
        if progress == .needsMore { progress = tokenizer.finish(at: view.base + feed, into: &batch) }
        var failure: SyntaxError?
        switch progress {
        case .complete(let end):
            let rest = line.firstNonSpace(from: end - view.base)
            if rest < feed {
                failure = SyntaxError(reason: .unexpected(.endOfLine), offset: view.base + rest, found: line[rest])
            } else {
                accept(end: end - view.base, next: hasFeed ? feed + 1 : feed, .element, &batch)
            }
        case .failed(let error): failure = error.inLine(endsWithFeed: hasFeed)
        case .needsMore: preconditionFailure("a tokenizer that has been finished needs no more")
        }
        guard let failure else { return nil }
        batch.abandonRow()
        if failure.code == .truncated {
            breakOff(failure.reason, at: start, bytes, offset: failure.offset)
        } else {
            beginSkipping(start, failure)
        }
        return nil
    }

    /// Whether a record is over the limit, the white space behind it left aside; so is one with very much of that.
    private func isLineTooLarge(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        guard line.count > limits.recordSize else { return false }
        guard line.count <= limits.recordSize + Self.lookahead else { return true }
        var end = line.upperBound
        while end > line.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
        return end - line.lowerBound > limits.recordSize
    }
}

extension SyntaxError {
    /// The error as it is where a line feed, and not the end of the input, cuts the record short.
    fileprivate func inLine(endsWithFeed: Bool) -> SyntaxError {
        guard endsWithFeed, case .unexpectedEnd(let expectation) = reason else { return self }
        return SyntaxError(reason: .unexpected(expectation), offset: offset, found: UInt8(ascii: "\n"))
    }
}

// MARK: Bad records

extension RecordReader {
    private var resynchronizer: Resynchronizer { Resynchronizer(framing: framing, keys: keys) }

    private mutating func reject(_ start: Int, _ reason: SyntaxError.Reason, at place: Int, found: UInt8? = nil) {
        beginSkipping(start, SyntaxError(reason: reason, offset: view.base + place, found: found))
    }

    private mutating func beginSkipping(_ start: Int, _ error: SyntaxError) {
        index = start
        state = .skipping(SkippedRecord(start: view.base + start, error: error, resynchronizer: resynchronizer))
    }

    /// Gives up: from `place` on there is no next record to be found.
    private mutating func breakOff(
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
    private mutating func skip(_ record: SkippedRecord, _ bytes: Span<UInt8>, _ rowCount: Int) -> Seam? {
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
    private mutating func swallow(_ record: SkippedRecord, _ bytes: Span<UInt8>, _ rowCount: Int) -> Seam {
        var record = record
        let end = view.base + bytes.count
        if !isLastChunk || record.start < view.base { record.keepHead(of: bytes, base: view.base, end: end) }
        guard isLastChunk else { return Seam(offset: end, state: .broken(record)) }
        append(record.rejection(ordinal: 0, end: end, isStructural: true), rowCount)
        index = bytes.count
        return Seam(offset: end, state: .end)
    }

    private mutating func append(_ rejection: RecordRejection, _ rowCount: Int) {
        var rejection = rejection
        rejection.ordinal = rowsInEarlierBatches + rowCount + rejections.count
        rejections.append(rejection)
    }
}
