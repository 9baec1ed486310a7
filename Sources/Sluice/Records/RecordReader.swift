/// Reads the records of a chunk into batches, and sets the bad ones aside.
///
/// `begin` lays it over a chunk, `fill` reads until the batch is full or the chunk is done. What the reading means does
/// not depend on where the chunk ends: a record that is cut off is left for whoever has the rest of it.
struct RecordReader: ~Copyable {
    /// Why `fill` came back.
    enum Stop {
        /// The batch has no room for another record, or there are many bad ones: take them, and go on.
        case paused
        /// The chunk holds no more whole records; the next chunk goes on at the seam.
        case chunkIsDone(Seam)
    }

    struct Limits: Sendable {
        var recordSize: Int
        var depth: Int
    }

    /// `fill` pauses when it has met this many bad records.
    static let maximumRejections = 2_048
    /// How far behind a record what ends it is looked for, in bytes; more white space than this is read on its own, so
    /// that it need not be kept.
    static let lookahead = 64 << 10

    let framing: RecordFraming
    let limits: Limits
    let keys: RecordKeys
    var tokenizer: JSONTokenizer
    var layout: RecordLayout
    /// Reads the objects and arrays inside records that a layout is used for.
    var nestedTokenizer: JSONTokenizer
    var prediction = PredictionState()
    private(set) var view = ByteView.empty
    /// The place in the chunk that has been reached, and what may stand there.
    var index = 0
    var state = Seam.State.element
    private(set) var isLastChunk = false
    /// The records that are no rows, in order; their ordinals count the chunk's rows before them as well.
    var rejections: [RecordRejection] = []
    /// The chunk's rows in batches that have been taken.
    private(set) var rowsInEarlierBatches = 0

    init(framing: RecordFraming, keys: RecordKeys, limits: Limits, fields: FieldTable) {
        self.framing = framing
        self.keys = keys
        self.limits = limits
        tokenizer = JSONTokenizer(maximumDepth: limits.depth)
        nestedTokenizer = JSONTokenizer(maximumDepth: limits.depth - 1)
        layout = RecordLayout(columns: fields.count)
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
        prediction.beginChunk()
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
    ///
    /// It comes back early where there are many bad records, so that nobody has to keep them all at once.
    mutating func fill(_ batch: inout RecordBatch) -> Stop {
        let view = view
        let bytes = view.span
        let enough = rejections.count + Self.maximumRejections
        while !batch.isFull, rejections.count < enough {
            if case .element = state, predictRecords(bytes, &batch) { continue }
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
        return .paused
    }

    /// Where the reading has arrived.
    var seam: Seam { Seam(offset: view.base + index, state: state) }
}

// MARK: Elements of an array, and concatenated values

extension RecordReader {
    /// Has the tokenizer read one value into the batch.
    mutating func readValue(
        _ window: Span<UInt8>,
        from start: Int,
        _ batch: inout RecordBatch
    ) -> JSONTokenizer.Progress {
        tokenizer.reset()
        batch.beginRow(at: view.base + start)
        let progress = tokenizer.next(window, from: start, base: view.base, into: &batch)
        if case .complete(let end) = progress { learn(from: batch, end: end - view.base) }
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
    mutating func finishElement(
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

    mutating func accept(end: Int, next: Int, _ newState: Seam.State, _ batch: inout RecordBatch) {
        batch.endRow(at: view.base + end)
        index = next
        state = newState
        prediction.lastEnd = end
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
