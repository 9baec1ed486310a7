/// An input that one reader reads from its first record to its last, chunk after chunk.
struct SequentialReading: ~Copyable {
    private let inputName: String
    private var chunks: ChunkSequence
    private var chain: SeamChain
    private var positions: PositionResolver
    private var reader: RecordReader
    /// The chunk being read, and where its reading began.
    private var current: (bytes: ChunkBytes, start: Int)?
    private var recordsBefore = 0
    /// Where the stream of a compressed input breaks off, once its last chunk is being read.
    private var streamBreak: StreamBreak?
    /// Whether everything before the break has been read.
    private var isAtBreak = false

    init(_ stream: RecordStream, cancellation: Cancellation) throws(InputError) {
        let limits = RecordReader.Limits(recordSize: stream.maximumRecordSize, depth: stream.maximumDepth)
        let opened = try OpenedInput(
            stream.input,
            at: stream.location,
            chunkSize: stream.chunkSize,
            cancellation: cancellation
        )
        let head = opened.facts.head
        inputName = opened.facts.name
        chunks = opened.chunks
        chain = SeamChain(from: head.firstSeam)
        positions = PositionResolver(prologue: head.prologue)
        reader = RecordReader(
            shapes: head.shapes,
            limits: limits,
            fields: FieldTable(names: []),
            region: head.region
        )
    }

    /// How far the input has been read, up to the end of the last finished chunk.
    var bytesRead: Int { chain.seam.offset }

    /// Throws if the input has changed.
    func checkUnchanged() throws(InputError) { try chunks.checkUnchanged() }

    /// Reads the next batch, which may be empty; returns false at the end of the input.
    ///
    /// Bad records are removed from it, and passed to `onError`; if that returns false, the batch ends there.
    mutating func readBatch(
        into storage: RecordBatchStorage,
        onError: (Diagnostic, _ isStructural: Bool) -> Bool
    ) throws(InputError) -> Bool {
        if let streamBreak, isAtBreak { throw InputError(message: streamBreak.message) }
        guard let (bytes, start) = try currentChunk() else { return false }
        storage.begin(over: bytes)
        let stop = storage.fill { read(bytes, from: start, into: &$0, onError: onError) }
        if case .chunkIsDone(let seam) = stop {
            let read = bytes.span.extracting(start - bytes.offset..<seam.offset - bytes.offset)
            positions.pass(bytes, from: start, to: seam, length: TextExtent(of: read))
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
            guard let chunk = try chunks.next() else { return nil }
            streamBreak = chunk.streamBreak
            guard let bytes = chain.join(chunk.bytes, isLast: chunk.isLast) else { continue }
            // SAFETY: `current` keeps the bytes until the chunk is done.
            let view = unsafe ByteView(bytes.span, base: bytes.offset)
            unsafe reader.begin(
                view,
                from: chain.seam,
                isLast: chunk.isLast,
                isFollowedByObject: chunk.isFollowedByObject
            )
            current = (bytes, chain.seam.offset)
        }
        return current
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
        return found.sorted { $0.rejection.precedes($1.rejection) }
    }

    private func diagnostic(of rejection: RecordRejection, in bytes: ChunkBytes, from start: Int) -> Diagnostic {
        let violation = rejection.violations[0]
        let extent = positions.extents(of: [violation.offset], in: bytes, from: start)[violation.offset] ?? TextExtent()
        let place = RecordPosition(
            record: rejection.isRecord ? recordsBefore + rejection.ordinal : nil,
            line: extent.line,
            column: extent.column,
            offset: violation.offset
        )
        return Diagnostic(violation, of: rejection, at: place, in: bytes, input: inputName)
    }
}
