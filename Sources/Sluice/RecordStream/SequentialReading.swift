/// Inputs that one reader reads from their first record to their last, chunk after chunk.
struct SequentialReading: ~Copyable {
    private let inputs: InputList
    private let location: RecordLocation?
    private let chunkSize: Int
    private let limits: RecordReader.Limits
    private let cancellation: Cancellation
    private let pool = TextBlockPool()
    /// The number of the input after the current one.
    private var nextInput = 0
    private var inputName = InputName("")
    /// The chunks of the current input; `nil` before the first one.
    private var chunks: ChunkSequence?
    private var chain = SeamChain(from: Seam(offset: 0, state: .document))
    private var positions = PositionResolver(prologue: TextExtent())
    /// The records that the current input has been made of, if it is rejects, and rejects that are none.
    private var replayed: ReplayedRecords?
    private var rejectsLeftOut = 0
    private var reader: RecordReader
    /// The chunk being read, and where its reading began.
    private var current: (bytes: ChunkBytes, start: Int)?
    /// The records of the current input before the chunk.
    private var recordsBefore = 0
    /// Where the stream of a compressed input breaks off, once its last chunk is being read.
    private var streamBreak: StreamBreak?
    /// Whether everything before the break has been read.
    private var isAtBreak = false
    /// The bytes and records of the inputs before the current one.
    private var bytesBefore = 0
    private var recordsInEarlierInputs = 0
    private var skipped = SkippedInputs()
    /// How many records are read, good or bad; `nil` for all.
    private let recordLimit: Int?
    /// The end of the last row so far, and whether that is the last record wanted.
    private var lastEnd = 0
    private var isAtLimit = false

    /// Lists the inputs; they are opened one after the other.
    init(_ stream: RecordStream, upTo recordLimit: Int? = nil, cancellation: Cancellation) throws(InputError) {
        let inputs = try InputList(stream.inputs)
        self.inputs = inputs
        self.recordLimit = recordLimit
        location = stream.location?.unlessTopLevel
        chunkSize = stream.chunkSize
        self.cancellation = cancellation
        let limits = RecordReader.Limits(recordSize: stream.maximumRecordSize, depth: stream.maximumDepth)
        self.limits = limits
        reader = RecordReader(shapes: RecordShapes(), limits: limits, fields: FieldTable(names: []))
    }

    /// How much has been read, up to the end of the last finished chunk.
    var bytesRead: Int { bytesBefore + (isAtLimit ? lastEnd : chain.seam.offset) }

    /// How many more records of the current input are read; `nil` for all.
    private var limitInInput: Int? { recordLimit.map { $0 - recordsInEarlierInputs } }

    /// Returns where the stream of a compressed input breaks off, if it does so not far after a bad record that ends the
    /// reading.
    mutating func breakAfterBadRecord() -> StreamBreak? {
        guard var chunks else { return nil }
        defer { self.chunks = chunks }
        return try? chunks.findBreak(within: StreamBreak.maximumSearch)
    }

    /// Returns what was skipped, for people, at the end.
    mutating func takeNotes() -> [String] {
        var totals = RunTotals()
        totals.rejectsLeftOut = rejectsLeftOut + (replayed?.leftOut ?? 0)
        return inputs.notes + skipped.takeLastNotes() + (totals.leftOutNote.map { [$0] } ?? [])
    }

    /// Throws if the current input has changed.
    func checkUnchanged() throws(InputError) { try chunks?.checkUnchanged() }

    /// Throws if any input has changed, at the end.
    func checkAllUnchanged() throws(InputError) {
        try checkUnchanged()
        try inputs.checkUnchanged()
    }

    /// Opens the next input that has a document; returns false if there is none.
    private mutating func openNext() throws(InputError) -> Bool {
        while nextInput < inputs.count {
            let index = nextInput
            nextInput += 1
            bytesBefore = bytesRead
            let result = try OpenedInput.input(
                index,
                of: inputs,
                at: location,
                chunkSize: chunkSize,
                wanted: limitInInput.map { count in
                    LeadingRecords(count: count - recordsBefore, limits: limits, location: location)
                },
                pool: pool,
                cancellation: cancellation
            )
            guard case .opened(let opened) = result else {
                if case .blank(let blank) = result { try pass(blank, index) }
                continue
            }
            chain = SeamChain(from: opened.facts.head.firstSeam)
            inputName = opened.facts.exactName
            rejectsLeftOut += replayed?.leftOut ?? 0
            replayed = opened.facts.replayed
            chunks = opened.chunks
            positions = PositionResolver(prologue: opened.facts.head.prologue)
            recordsInEarlierInputs += recordsBefore
            recordsBefore = 0
            reader.shapes = opened.facts.head.shapes
            reader.region = opened.facts.head.region
            return true
        }
        return false
    }

    /// Passes over an input without a document.
    private mutating func pass(_ blank: BlankInput, _ index: Int) throws(InputError) {
        if let streamBreak = blank.streamBreak { throw InputError(message: streamBreak.message) }
        chain = SeamChain(from: Seam(offset: blank.bytes, state: .document))
        rejectsLeftOut += blank.rejectsLeftOut
        skipped.add(inputs.source(at: index).nameInMessages, "contains no document")
    }

    /// Reads the next batch, which may be empty; returns false at the end of the input.
    ///
    /// Bad records are removed from it, and passed to `onError`; if that returns false, the batch ends there.
    mutating func readBatch(
        into storage: RecordBatchStorage,
        onError: (Diagnostic, _ isStructural: Bool) -> Bool
    ) throws(InputError) -> Bool {
        if let streamBreak, isAtBreak { throw InputError(message: streamBreak.message) }
        guard !isAtLimit, let (bytes, start) = try currentChunk() else { return false }
        storage.begin(over: bytes, of: inputName.shown)
        let stop = storage.fill { read(bytes, from: start, into: &$0, onError: onError) }
        switch stop {
        case .paused: break
        case .limitIsReached: isAtLimit = true
        case .chunkIsDone(let seam):
            let read = bytes.span.extracting(start - bytes.offset..<seam.offset - bytes.offset)
            positions.pass(bytes, from: start, to: seam, length: TextExtent(of: read))
            replayed?.forget(before: seam.firstOffset)
            chain.advance(to: seam, in: bytes)
            recordsBefore += reader.recordsInChunk
            current = nil
            isAtBreak = streamBreak != nil
        }
        // If this throws, the batch and its faults are those of a different text.
        try checkUnchanged()
        return true
    }

    private mutating func read(
        _ bytes: ChunkBytes,
        from start: Int,
        into batch: inout RecordBatch,
        onError: (Diagnostic, _ isStructural: Bool) -> Bool
    ) -> RecordReader.Stop {
        let before = (reader.rejections.count, reader.separatorFaults.count)
        let stop = reader.fill(&batch)
        let rejections = rejections(of: batch, from: before)
        if batch.rowCount > 0 { lastEnd = batch.base + Int(batch.rows[batch.rowCount - 1].end) }
        reader.batchWasTaken(rows: batch.rowCount)
        var keptRows = batch.rowCount
        for (rejection, rowsBefore) in rejections {
            // The break of the stream explains it, and ends the reading.
            if rejection.isStructural, streamBreak != nil {
                isAtBreak = true
                keptRows = rowsBefore
                break
            }
            let diagnostic = diagnostic(of: rejection, in: bytes, from: start)
            if !onError(diagnostic, rejection.isStructural) {
                keptRows = rowsBefore
                break
            }
        }
        batch.removeRejectedRows(keeping: keptRows)
        return stop
    }

    /// The chunk to continue in, joined with what was left of the previous one.
    private mutating func currentChunk() throws(InputError) -> (bytes: ChunkBytes, start: Int)? {
        while current == nil {
            guard let chunk = try nextChunk() else { return nil }
            streamBreak = chunk.streamBreak
            guard let bytes = chain.join(chunk.bytes, isLast: chunk.isLast || chunk.isCutShort) else { continue }
            // SAFETY: `current` keeps the bytes until the chunk is done.
            let view = unsafe ByteView(bytes.span, base: bytes.offset)
            unsafe reader.begin(
                view,
                from: chain.seam,
                isLast: chunk.isLast,
                isFollowedByObject: chunk.isFollowedByObject,
                isCutShort: chunk.isCutShort,
                upTo: limitInInput.map { $0 - recordsBefore }
            )
            current = (bytes, chain.seam.offset)
        }
        return current
    }

    /// The next chunk of the current input, or the first one of the next.
    private mutating func nextChunk() throws(InputError) -> Chunk? {
        while true {
            if let chunk = try chunks?.next() { return chunk }
            // The values of the last batch may be read after this; its bytes keep their file.
            try checkUnchanged()
            guard try !openNext() else { continue }
            guard chunks != nil else {
                throw InputError(message: "none of the \(inputs.count.grouped) inputs contains a JSON document")
            }
            return nil
        }
    }

    /// The bad records found by the last `fill`, in input order, each with the number of the batch's rows before it.
    private func rejections(
        of batch: borrowing RecordBatch,
        from first: (records: Int, separators: Int)
    ) -> [(rejection: RecordRejection, rowsBefore: Int)] {
        var found: [(rejection: RecordRejection, rowsBefore: Int)] = []
        for index in first.records..<reader.rejections.count {
            let rejection = reader.rejections[index]
            found.append((rejection, rejection.ordinal - index - reader.rowsInEarlierBatches))
        }
        for fault in reader.separatorFaults[first.separators...] {
            let rejectedBefore = reader.rejections.count { $0.precedes(fault) }
            found.append((fault, fault.ordinal - rejectedBefore - reader.rowsInEarlierBatches))
        }
        for (row, violation) in batch.violations {
            let extent = batch.rows[row]
            let rejection = RecordRejection(
                ordinal: reader.ordinal(ofRow: row),
                range: batch.base + Int(extent.start)..<batch.base + Int(extent.end),
                violations: [violation]
            )
            found.append((rejection, row))
        }
        // Nothing counts that comes after the last record wanted.
        if let limit = limitInInput { found.removeAll { $0.rejection.ordinal >= limit - recordsBefore } }
        return found.sorted { $0.rejection.precedes($1.rejection) }
    }

    private func diagnostic(of rejection: RecordRejection, in bytes: ChunkBytes, from start: Int) -> Diagnostic {
        let places = FaultPlaces([rejection], in: bytes, from: start, positions, input: inputName, replayed: replayed)
        let number = rejection.isRecord ? recordsBefore + rejection.ordinal : nil
        return places.located(rejection, number).diagnostic(ofViolation: 0)
    }
}
