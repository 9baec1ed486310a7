/// Reads the records of a chunk into batches, and sets the bad ones aside.
///
/// `begin` starts a chunk, and `fill` reads until the batch is full or the chunk is done. The result does not depend on
/// where the chunk ends: a record that is cut off is left to the next chunk, and so is the last record if what follows
/// it cannot be seen.
struct RecordReader: ~Copyable {
    /// Why `fill` returned.
    enum Stop {
        /// The batch is full, or there are many faults: take them, and call `fill` again.
        case paused
        /// The chunk has no more whole records; the next chunk continues at the seam.
        case chunkIsDone(Seam)
        /// As many records as were asked for have been read, and what follows the last of them has no part in it.
        case limitIsReached
    }

    /// The outcome of one step.
    enum Step {
        case proceed
        case stop(Stop)
    }

    struct Limits: Sendable {
        var recordSize: Int
        var depth: Int
        /// Whether nothing is read after the first fault.
        var endsAtFirstFault = false
    }

    /// `fill` pauses after this many faults.
    static let maximumRejections = 2_048
    /// How far after a record the reader looks for what follows it, in bytes.
    ///
    /// Anything after more white space than this is not evidence about the record.
    static let lookahead = 64 << 10

    let limits: Limits
    /// What the records of the current input look like, and where they are, if they are inside the documents; to be set
    /// between two chunks.
    var shapes: RecordShapes
    var region: RecordRegion?
    /// Whether the records of a document have been reached in this chunk.
    var hasFoundRecords = false
    private var tokenizer: JSONTokenizer
    var layout: RecordLayout
    /// Reads the objects and arrays inside records that are read by the layout.
    var nestedTokenizer: JSONTokenizer
    var prediction = PredictionState()
    private(set) var view = ByteView.empty
    /// The level at which the layout's gap between records was learned.
    var gapLevel = RecordLevel.document
    /// How far the chunk has been read, and what may come there.
    var index = 0
    var state = Seam.State.document
    /// Whether the current records look like objects inside records, in a run too long to be part of one record.
    var isInLongRun = false
    /// No value before this index belongs to a record whose beginning is missing.
    private var clearUntil = 0
    /// Scalars between documents that begin before this index are values, and not text.
    var scalarsUntil = 0
    /// The batch's last row, as long as it is unknown what follows it.
    var unsettled: Range<Int>?
    private(set) var isLastChunk = false
    /// Whether the byte after the chunk opens an object.
    private var isFollowedByObject = false
    /// How many records of the chunk are read, good or bad; `nil` for all.
    private var recordLimit: Int?
    /// Whether the chunk ends where no more of the input has arrived: the last record wanted is not held up by that.
    private var isCutShort = false
    /// The bad records that are not rows, in order; their ordinals count the chunk's rows before them as well.
    var rejections: [RecordRejection] = []
    /// The faults between records; their ordinals are those of the records that follow.
    var separatorFaults: [RecordRejection] = []
    /// How many of the chunk's rows were in batches that have been taken.
    private(set) var rowsInEarlierBatches = 0

    init(shapes: RecordShapes, limits: Limits, fields: FieldTable, region: RecordRegion? = nil) {
        self.shapes = shapes
        self.limits = limits
        self.region = region
        tokenizer = JSONTokenizer(maximumDepth: limits.depth)
        nestedTokenizer = JSONTokenizer(maximumDepth: limits.depth - 1)
        layout = RecordLayout(columns: fields.count)
    }

    /// Starts a chunk.
    ///
    /// - Safety: the view's bytes must stay in place until the chunk is done.
    @unsafe
    mutating func begin(
        _ view: ByteView,
        from seam: Seam,
        isLast: Bool,
        isFollowedByObject: Bool = false,
        isCutShort: Bool = false,
        upTo recordLimit: Int? = nil
    ) {
        self.view = view
        index = seam.offset - view.base
        state = seam.state
        isInLongRun = seam.isInLongRun
        region?.arrays = seam.arrays
        hasFoundRecords = seam.state.level == .array
        isLastChunk = isLast
        self.isFollowedByObject = isFollowedByObject
        self.isCutShort = isCutShort
        self.recordLimit = recordLimit
        forgetLookahead()
        unsettled = nil
        rejections.removeAll(keepingCapacity: true)
        separatorFaults.removeAll(keepingCapacity: true)
        rowsInEarlierBatches = 0
        prediction.beginChunk()
    }

    /// A place between records to which reading can return within a chunk.
    struct Mark {
        fileprivate let seam: Seam
        fileprivate let rejections: Int
        fileprivate let separatorFaults: Int
    }

    /// The current place; what comes before it is settled.
    var mark: Mark { Mark(seam: seam, rejections: rejections.count, separatorFaults: separatorFaults.count) }

    /// Returns to a place at which `fill` was called.
    mutating func rewind(to mark: Mark) {
        index = mark.seam.offset - view.base
        state = mark.seam.state
        isInLongRun = mark.seam.isInLongRun
        forgetLookahead()
        unsettled = nil
        rejections.removeLast(rejections.count - mark.rejections)
        separatorFaults.removeLast(separatorFaults.count - mark.separatorFaults)
        prediction.beginChunk()
    }

    /// Forgets what was seen ahead: that need not hold where reading resumes after a bad record, as it was seen from
    /// inside of that.
    mutating func forgetLookahead() {
        clearUntil = 0
        scalarsUntil = 0
    }

    /// Notes that the batch's rows have been taken, and that it is empty again.
    mutating func batchWasTaken(rows: Int) { rowsInEarlierBatches += rows }

    /// The number of records in this chunk, good and bad, up to the last batch taken.
    var recordsInChunk: Int { rowsInEarlierBatches + rejections.count }

    /// How many faults have been found in this chunk.
    var faultCount: Int { rejections.count + separatorFaults.count }

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
    /// It returns early after many faults, so that they need not all be kept at once.
    mutating func fill(_ batch: inout RecordBatch) -> Stop {
        let view = view
        let bytes = view.span
        let enough = faultCount + Self.maximumRejections
        while faultCount < enough {
            if isAtLimit(&batch) { return .limitIsReached }
            if mayPredict, !batch.isFull, predictRecords(bytes, &batch) { continue }
            if case .stop(let stop) = step(bytes, &batch) { return isAtLimit(&batch) ? .limitIsReached : stop }
        }
        return .paused
    }

    /// Whether the last record wanted has been read and is settled; until then the batch takes no more than are wanted.
    private func isAtLimit(_ batch: inout RecordBatch) -> Bool {
        guard let recordLimit else { return false }
        batch.limitRows(to: recordLimit - recordsInChunk)
        return hasAllRecords(batch) && unsettled == nil
    }

    private func hasAllRecords(_ batch: borrowing RecordBatch) -> Bool {
        recordLimit.map { recordsInChunk + batch.rowCount >= $0 } ?? false
    }

    /// Whether a record may begin here, with nothing due before it.
    private var mayPredict: Bool {
        switch state {
        case .document: region == nil
        case .element: !isKeyed
        default: false
        }
    }

    /// Whether the records are the members of an object.
    var isKeyed: Bool { region?.isKeyed ?? false }

    private mutating func step(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        switch state {
        case .skipping(let record): skip(record, bytes, batch.rowCount)
        case .straying(let run, let inside): stray(run, in: inside, bytes, batch.rowCount)
        case .stopped: .stop(.chunkIsDone(seam))
        case .document where region != nil: readBetweenDocuments(bytes, batch.rowCount)
        case .arrayStart where isKeyed, .element where isKeyed, .afterElement where isKeyed: readMember(bytes, &batch)
        case .document, .arrayStart, .element, .afterElement: readBetween(bytes, &batch)
        case .enveloping(let walk): continueWalk(walk, bytes, batch.rowCount)
        case .loneRecord: readLoneRecord(bytes, &batch)
        case .discarding: discard(bytes)
        }
    }

    /// Where the next chunk continues.
    var seam: Seam {
        Seam(offset: view.base + index, state: state, isInLongRun: isInLongRun, arrays: region?.arrays ?? 0)
    }

    /// Leaves the rest to the next chunk, and with it the last row if it is unknown what follows that.
    mutating func waitForMore(_ batch: inout RecordBatch) -> Step {
        guard let row = unsettled else { return .stop(.chunkIsDone(seam)) }
        if isCutShort, hasAllRecords(batch) {
            unsettled = nil
            return .proceed
        }
        batch.removeLastRow()
        unsettled = nil
        index = row.lowerBound
        state = state.level == .array ? .element : .document
        return .stop(.chunkIsDone(seam))
    }

    /// Ends the chunk, of which only white space is left.
    mutating func endChunk(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        if isLastChunk {
            unsettled = nil
            if state.level == .array { noteUnclosedArray(batch.rowCount) }
            return .stop(.chunkIsDone(seam))
        }
        if let row = unsettled, !isFollowedByObject, bytes.count - row.upperBound <= Self.lookahead {
            return waitForMore(&batch)
        }
        unsettled = nil
        return .stop(.chunkIsDone(seam))
    }
}

// MARK: Records that the tokenizer reads

extension RecordReader {
    /// Reads the value that begins here into the batch.
    mutating func readRecord(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        switch readValue(at: index, bytes, &batch) {
        case .whole(let record): return judge(record, bytes, &batch)
        case .needsMore: return .stop(.chunkIsDone(seam))
        case .bad(let error):
            beginSkipping(index, error, bytes, batch.rowCount)
            return .proceed
        }
    }

    /// The outcome of reading the value that begins at some place.
    enum Value {
        /// It is in the batch, as the row in progress.
        case whole(Range<Int>)
        case bad(SyntaxError)
        case needsMore
    }

    /// Reads the value at `start` into the batch; the row stays in progress if the value is whole.
    mutating func readValue(at start: Int, _ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Value {
        let isLimited = limits.recordSize < bytes.count - start
        let window = isLimited ? bytes.extracting(first: start + limits.recordSize + 1) : bytes
        tokenizer.reset()
        batch.beginRow(at: view.base + start)
        var progress = tokenizer.next(window, from: start, base: view.base, into: &batch)
        if isLastChunk, !isLimited, progress == .needsMore {
            progress = tokenizer.finish(at: view.base + bytes.count, into: &batch)
        }
        if case .complete(let end) = progress, end - view.base - start <= limits.recordSize {
            if batch.hasViolationInProgress { batch.locateDuplicatesInProgress(maximumDepth: limits.depth) }
            return .whole(start..<end - view.base)
        }
        batch.abandonRow()
        switch progress {
        case .failed(let error):
            guard let error = named(error, bytes) else { return .needsMore }
            return .bad(withinLine(error, start, bytes))
        case .needsMore where !isLimited: return .needsMore
        case .complete, .needsMore:
            return .bad(SyntaxError(reason: .tooLarge(limit: limits.recordSize), offset: view.base + start))
        }
    }

    /// Accepts a whole value, unless it belongs to a record whose beginning is missing.
    private mutating func judge(_ record: Range<Int>, _ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        guard isSuspect(batch) else {
            isInLongRun = false
            learn(from: batch, end: record.upperBound)
            accept(record, &batch)
            return .proceed
        }
        guard record.lowerBound >= clearUntil, !isInLongRun, !shapes.isEmpty else {
            accept(record, &batch)
            return .proceed
        }
        let scanner = RecordScanner(
            view,
            from: record.upperBound,
            level: state.level,
            isLast: isLastChunk,
            limits,
            region: region
        )
        switch FragmentSearch.outcome(scanner, shapes) {
        case .needsMore:
            batch.abandonRow()
            return .stop(.chunkIsDone(seam))
        case .fragment(let evidence, let isAfterArray):
            batch.abandonRow()
            var level = state.level
            if isAfterArray, case .arrayStart = state { level = .document }
            skipFragment(from: record.lowerBound, evidence, level, bytes, batch.rowCount)
            return .proceed
        case .clear(let place): clearUntil = place
        case .tooLong: isInLongRun = true
        }
        accept(record, &batch)
        return .proceed
    }

    /// Whether the value in progress is not an object, or looks like one from inside a record.
    private func isSuspect(_ batch: borrowing RecordBatch) -> Bool {
        guard batch.building.isObject else { return true }
        return shapes.hasInner && shapes.isInner(batch.signatureInProgress())
    }

    /// Ends a record; what follows it has yet to be seen.
    mutating func accept(_ record: Range<Int>, _ batch: inout RecordBatch) {
        batch.endRow(at: view.base + record.upperBound)
        index = record.upperBound
        state = state.level == .array ? .afterElement : .document
        unsettled = record
        prediction.lastEnd = record.upperBound
    }

    /// Returns the error with what was found, which may be a byte order mark; `nil` if more bytes are needed for that.
    private func named(_ error: SyntaxError, _ bytes: Span<UInt8>) -> SyntaxError? {
        guard error.found == 0xEF else { return error }
        let found = bytes.extracting((error.offset - view.base)...)
        guard found.count >= 3 || isLastChunk else { return nil }
        var error = error
        error.isByteOrderMark = found.startsWithByteOrderMark
        return error
    }

    /// Returns the error to report: if each record is a line and the record's line ends before the error, the end of
    /// the line is the error.
    private func withinLine(_ error: SyntaxError, _ start: Int, _ bytes: Span<UInt8>) -> SyntaxError {
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

    /// Whether anything but white space follows in the chunk after the line.
    private func hasMore(after feed: Int, _ bytes: Span<UInt8>) -> Bool {
        bytes.firstSignificant(from: feed, .document) < bytes.count
    }
}
