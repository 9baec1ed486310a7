/// Reads the records of a chunk into batches, and sets the bad ones aside.
///
/// `begin` lays it over a chunk, `fill` reads until the batch is full or the chunk is done. What the reading means does
/// not depend on where the chunk ends: a record that is cut off is left for whoever has the rest of it, and so is the
/// last one where it is not seen what follows it.
struct RecordReader: ~Copyable {
    /// Why `fill` came back.
    enum Stop {
        /// The batch has no room for another record, or there are many bad ones: take them, and go on.
        case paused
        /// The chunk holds no more whole records; the next chunk goes on at the seam.
        case chunkIsDone(Seam)
    }

    /// What a step of the reading has come to.
    enum Step {
        case goOn
        case stop(Stop)
    }

    struct Limits: Sendable {
        var recordSize: Int
        var depth: Int
        /// Whether nothing is read after the first fault.
        var endsAtFirstFault = false
    }

    /// `fill` pauses when it has met this many faults.
    static let maximumRejections = 2_048
    /// How far after a record the reader looks for what follows it, in bytes: what comes after more white space than this
    /// says nothing about the record.
    static let lookahead = 64 << 10

    let limits: Limits
    let shapes: RecordShapes
    var tokenizer: JSONTokenizer
    var layout: RecordLayout
    /// Reads the objects and arrays inside records that a layout is used for.
    var nestedTokenizer: JSONTokenizer
    var prediction = PredictionState()
    private(set) var view = ByteView.empty
    /// What the layout's gap between records was met in.
    var gapLevel = RecordLevel.document
    /// The place in the chunk that has been reached, and what may stand there.
    var index = 0
    var state = Seam.State.document
    /// Whether the records at hand look like objects inside records, and have done so for long.
    var isInLongRun = false
    /// Up to this place no value belongs to a record whose beginning is missing.
    var clearUntil = 0
    /// Up to this place values on a line are no text.
    var scalarsUntil = 0
    /// The batch's last row, where it is not known yet what follows it.
    var unsettled: Range<Int>?
    private(set) var isLastChunk = false
    /// Whether the byte after the chunk opens an object.
    private var isFollowedByObject = false
    /// The records that are no rows, in order; their ordinals count the chunk's rows before them as well.
    var rejections: [RecordRejection] = []
    /// What is wrong between records; the ordinals are those of the records that follow.
    var separatorFaults: [RecordRejection] = []
    /// The chunk's rows in batches that have been taken.
    private(set) var rowsInEarlierBatches = 0

    init(shapes: RecordShapes, limits: Limits, fields: FieldTable) {
        self.shapes = shapes
        self.limits = limits
        tokenizer = JSONTokenizer(maximumDepth: limits.depth)
        nestedTokenizer = JSONTokenizer(maximumDepth: limits.depth - 1)
        layout = RecordLayout(columns: fields.count)
    }

    /// Begins a chunk.
    ///
    /// - Safety: the view's bytes must stay in place until the chunk is done.
    @unsafe
    mutating func begin(_ view: ByteView, from seam: Seam, isLast: Bool, isFollowedByObject: Bool = false) {
        self.view = view
        index = seam.offset - view.base
        state = seam.state
        isInLongRun = seam.isInLongRun
        isLastChunk = isLast
        self.isFollowedByObject = isFollowedByObject
        clearUntil = 0
        scalarsUntil = 0
        unsettled = nil
        rejections.removeAll(keepingCapacity: true)
        separatorFaults.removeAll(keepingCapacity: true)
        rowsInEarlierBatches = 0
        prediction.beginChunk()
    }

    /// Tells that the batch's rows have been taken and it is empty again.
    mutating func batchWasTaken(rows: Int) { rowsInEarlierBatches += rows }

    /// The records met in this chunk, good and bad, up to the last batch taken.
    var recordsInChunk: Int { rowsInEarlierBatches + rejections.count }

    /// How many faults have been met in this chunk.
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
    /// It comes back early where there are many faults, so that nobody has to keep them all at once.
    mutating func fill(_ batch: inout RecordBatch) -> Stop {
        let view = view
        let bytes = view.span
        let enough = faultCount + Self.maximumRejections
        while faultCount < enough {
            if mayPredict, !batch.isFull, predictRecords(bytes, &batch) { continue }
            if case .stop(let stop) = step(bytes, &batch) { return stop }
        }
        return .paused
    }

    /// Whether a record may begin without more ado.
    private var mayPredict: Bool {
        switch state {
        case .document, .element: true
        default: false
        }
    }

    private mutating func step(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        switch state {
        case .skipping(let record): skip(record, bytes, batch.rowCount)
        case .straying(let run, let inside): stray(run, in: inside, bytes, batch.rowCount)
        case .stopped: .stop(.chunkIsDone(seam))
        case .document, .arrayStart, .element, .afterElement: readBetween(bytes, &batch)
        }
    }

    /// Where the reading has arrived.
    var seam: Seam { Seam(offset: view.base + index, state: state, isInLongRun: isInLongRun) }

    /// Leaves what comes to whoever has more bytes.
    ///
    /// The last row goes as well where it is not known what follows it.
    mutating func waitForMore(_ batch: inout RecordBatch) -> Step {
        guard let row = unsettled else { return .stop(.chunkIsDone(seam)) }
        batch.removeLastRow()
        unsettled = nil
        index = row.lowerBound
        state = state.level == .array ? .element : .document
        return .stop(.chunkIsDone(seam))
    }

    /// Ends the chunk where nothing but white space is left.
    mutating func endChunk(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Step {
        if isLastChunk {
            unsettled = nil
            if state.level == .array { breakOff(batch.rowCount) }
            return .stop(.chunkIsDone(seam))
        }
        if let row = unsettled, !isFollowedByObject, bytes.count - row.upperBound <= Self.lookahead {
            return waitForMore(&batch)
        }
        unsettled = nil
        return .stop(.chunkIsDone(seam))
    }
}

extension RecordLayout {
    /// Forgets what stands between two records.
    mutating func forgetGap() { recordGapLength = 0 }
}
