/// Takes chunks all the way from bytes to encoded records: tokens, batches, cleaning, checks, rewriting, output.
///
/// It owns the storage of every stage and reuses it for each chunk.
final class ChunkWorker {
    private let plan: RunPlan
    private var reader: RecordReader
    private var batch: RecordBatch
    private var cleaner: ColumnCleaner?
    private var validator: ColumnValidator?
    private var rewriter: ValueRewriter?
    private var encoder: BatchEncoder
    /// The number of the input that the next chunk is of.
    private var input: Int?

    init(plan: RunPlan) {
        self.plan = plan
        let fields = plan.schema?.fields ?? FieldTable(names: [])
        reader = RecordReader(shapes: RecordShapes(), limits: plan.limits, fields: fields)
        batch = RecordBatch(fields: fields, keyField: plan.location?.keyField)
        cleaner = plan.schema.map { ColumnCleaner(schema: $0) }
        validator = plan.schema.map { ColumnValidator(schema: $0, integers: plan.output.integers) }
        rewriter = plan.schema.map { ValueRewriter(schema: $0, integers: plan.output.integers) }
        let dropsUnknownFields = plan.schema?.unknownFields.areDropped ?? false
        encoder = BatchEncoder(plan.output, fields: fields, dropsUnknownFields: dropsUnknownFields)
    }

    /// Prepares for chunks of the input with this number, and the head that it has.
    ///
    /// What has been learned of the layout of records is kept: it is a guess for any input.
    func begin(_ input: Int, _ head: InputHead) {
        guard input != self.input else { return }
        self.input = input
        reader.shapes = head.shapes
        reader.region = head.region
    }

    /// Processes `chunk`, from `seam` on, into `result`: all its records, or at most `limit`; `rowLimit` is that of the
    /// result that paused there.
    func process(
        _ chunk: ChunkBytes,
        from seam: Seam,
        isLast: Bool,
        isFollowedByObject: Bool = false,
        isCutShort: Bool = false,
        upTo limit: Int? = nil,
        rowLimit: Int = .max,
        into result: inout ChunkResult
    ) {
        result.begin(base: chunk.offset)
        result.start = seam.offset
        result.rowLimit = rowLimit
        encoder.beginChunk()
        let bytes = chunk.span
        // SAFETY: the caller keeps `chunk` until this returns, and the batch is begun again for every chunk.
        let view = unsafe ByteView(bytes, base: chunk.offset)
        unsafe batch.begin(over: bytes, base: chunk.offset)
        unsafe reader.begin(
            view,
            from: seam,
            isLast: isLast,
            isFollowedByObject: isFollowedByObject,
            isCutShort: isCutShort,
            upTo: limit
        )
        reading: while true {
            let mark = reader.mark
            batch.limitRows(to: result.rowLimit)
            let stop = reader.fill(&batch)
            guard finishBatch(&result) else {
                reader.rewind(to: mark)
                continue
            }
            switch stop {
            case .chunkIsDone(let seam):
                result.seam = seam
                break reading
            case .limitIsReached:
                result.seam = reader.seam
                break reading
            case .paused: break
            }
            if result.rejections.count + reader.faultCount >= RecordReader.maximumRejections
                || result.violationCount >= RecordBatch.maximumHeldViolations
            {
                result.seam = reader.seam
                result.isPaused = true
                break reading
            }
        }
        encoder.endChunk(into: &result.encoded)
        result.notices = (rewriter?.takeNotices() ?? []) + encoder.takeNotices()
        result.hasFoundRecords = reader.hasFoundRecords
        result.recordCount += reader.rejections.count
        result.rejections += reader.rejections + reader.separatorFaults
        result.rejections.sort { $0.precedes($1) }
        if let limit { result.end(afterRecords: limit) }
        let read = bytes.extracting(result.start - chunk.offset..<result.seam.offset - chunk.offset)
        result.extent = TextExtent(of: read)
    }

    /// Cleans, checks and encodes the batch, and empties it; returns false if it has more violations than are held at
    /// once, and has to be read again with fewer rows.
    private func finishBatch(_ result: inout ChunkResult) -> Bool {
        guard batch.rowCount > 0 else { return true }
        cleaner?.clean(&batch)
        validator?.validate(&batch)
        guard !batch.isOverfull else { return discardBatch(&result) }
        rewriter?.rewrite(&batch)
        let droppedFields = encoder.encode(&batch, into: &result.encoded)
        guard !batch.isOverfull else { return discardBatch(&result) }
        result.droppedFields += droppedFields
        // Only now, as the encoder also rejects rows: those with values that do not fit their columns.
        collectRejections(&result)
        takeCleaningCounts(&result)
        result.recordCount += batch.rowCount
        reader.batchWasTaken(rows: batch.rowCount)
        if batch.violations.count < RecordBatch.maximumHeldViolations / 4, result.rowLimit < batch.rowCapacity {
            result.rowLimit *= 2
        }
        batch.removeAllRows()
        return true
    }

    /// Empties the batch, of which nothing counts.
    private func discardBatch(_ result: inout ChunkResult) -> Bool {
        result.rowLimit = max(1, batch.rowCount / 2)
        _ = cleaner?.takeCounts()
        rewriter?.discardCounts()
        batch.removeAllRows()
        return false
    }

    /// Gathers the violations of each rejected row, in the order of the rows.
    private func collectRejections(_ result: inout ChunkResult) {
        guard batch.hasRejectedRows else { return }
        result.violationCount += batch.violations.count
        let found = batch.violations.enumerated().sorted {
            ($0.element.row, $0.offset) < ($1.element.row, $1.offset)
        }
        let view = batch.view
        var index = 0
        while index < found.count {
            let row = found[index].element.row
            var violations: [Violation] = []
            while index < found.count, found[index].element.row == row {
                violations.append(found[index].element.violation)
                index += 1
            }
            let extent = batch.rows[row]
            result.rejections.append(
                RecordRejection(
                    ordinal: reader.ordinal(ofRow: row),
                    range: batch.base + Int(extent.start)..<batch.base + Int(extent.end),
                    violations: violations,
                    key: batch.keyField == nil ? nil : KeyField.key(before: Int(extent.start), in: view.span)
                )
            )
        }
    }

    private func takeCleaningCounts(_ result: inout ChunkResult) {
        guard let counts = cleaner?.takeCounts() else { return }
        if result.cleaningCounts.isEmpty { result.cleaningCounts = Array(repeating: 0, count: counts.count) }
        for rule in counts.indices { result.cleaningCounts[rule] += counts[rule] }
        rewriter?.takeCounts(of: batch, into: &result.cleaningCounts, droppedFields: &result.droppedFields)
    }
}
