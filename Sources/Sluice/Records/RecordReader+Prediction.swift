/// Reading records that are like those before them.
extension RecordReader {
    /// Learns the layout of the record that the tokenizer has pushed into `batch`.
    mutating func learn(from batch: borrowing RecordBatch, end: Int) {
        if prediction.didTokenize() { layout.learn(from: batch, end: end) }
    }

    /// Reads records into the batch for as long as they are like those before them; returns whether there was one.
    ///
    /// If the bytes between two records are the usual ones too, nothing else is examined.
    mutating func predictRecords(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Bool {
        guard layout.isKnown else { return false }
        var start = bytes.firstSignificant(from: index, state.level)
        // White space before a record is not part of it, and is not examined twice.
        index = start
        guard prediction.isWorthTrying(at: start) else { return false }
        if gapLevel != state.level {
            gapLevel = state.level
            layout.forgetGap()
        }
        learnGap(before: start, bytes)
        var last = -1
        while !batch.isFull {
            guard let end = readPredicted(bytes, from: start, &batch) else {
                prediction.didMiss(at: start)
                break
            }
            last = start
            guard layout.hasGap(at: end, in: bytes) else {
                isInLongRun = false
                accept(start..<end, &batch)
                return true
            }
            batch.endRow(at: view.base + end)
            prediction.lastEnd = end
            start = end &+ layout.recordGapLength
            index = start
            let members = batch.order.count &- batch.building.firstField
            guard prediction.didHit(mispredictions: batch.building.mispredictions, members: members) else { break }
        }
        guard last >= 0, let end = prediction.lastEnd else { return false }
        isInLongRun = false
        unsettled = last..<end
        return true
    }

    /// Reads a record by the layout; returns where it ends.
    @inline(__always)
    private mutating func readPredicted(_ bytes: Span<UInt8>, from start: Int, _ batch: inout RecordBatch) -> Int? {
        guard let end = batch.readRow(&layout, bytes, from: start, nested: &nestedTokenizer) else { return nil }
        guard end - start <= limits.recordSize, !shapes.hasInner || !isNewAndInner(batch) else {
            batch.abandonRow()
            return nil
        }
        return end
    }

    /// Whether the row in progress has different members than those before it, and looks like an object from inside a
    /// record.
    private func isNewAndInner(_ batch: borrowing RecordBatch) -> Bool {
        batch.order.count > batch.building.orderMark && shapes.isInner(batch.signatureInProgress())
    }

    private mutating func learnGap(before start: Int, _ bytes: Span<UInt8>) {
        guard let end = prediction.lastEnd, start < bytes.count, start > end else { return }
        layout.learnGap(end..<start, in: bytes)
        prediction.lastEnd = nil
    }
}
