import CSluiceKernels

/// Whether guessing pays, and what the last guess has shown.
struct PredictionState {
    /// A small record with more members than this in unexpected places is read faster by the tokenizer; a larger one is
    /// not, as the tokenizer has to look for keys that come twice.
    private static let maximumSurprises = 2
    private static let smallRecord = 8
    /// After this many records in a row that had no known layout, or such ones, so many are not guessed at.
    private static let maximumMisses = 16
    private static let pauseLength = 1_024

    /// Where the record accepted last ends in the chunk, if nothing but what separates records follows.
    var lastEnd: Int?
    /// Where the record begins that the layout did not fit.
    private var missedAt = -1
    private var misses = 0
    private var pause = 0

    /// Whether the record at `start` is worth a guess.
    @inline(__always)
    func isWorthTrying(at start: Int) -> Bool { pause == 0 && start != missedAt }

    mutating func beginChunk() {
        lastEnd = nil
        missedAt = -1
    }

    /// Takes note of a record that had the layout; returns whether to go on guessing.
    @inline(__always)
    mutating func didHit(surprises: UInt32, members: Int) -> Bool {
        guard surprises > Self.maximumSurprises, members <= Self.smallRecord else {
            misses = 0
            return true
        }
        countMiss()
        return pause == 0
    }

    mutating func didMiss(at start: Int) { missedAt = start }

    /// Takes note of a record that the tokenizer has read; returns whether to learn from it.
    mutating func didTokenize() -> Bool {
        if pause > 0 {
            pause -= 1
            return false
        }
        countMiss()
        return true
    }

    private mutating func countMiss() {
        misses += 1
        guard misses > Self.maximumMisses else { return }
        misses = 0
        pause = Self.pauseLength
    }
}

/// Records that are like those before them.
extension RecordReader {
    /// Learns the layout of the record that the tokenizer has just pushed into `batch`.
    mutating func learn(from batch: borrowing RecordBatch, end: Int) {
        if prediction.didTokenize() { layout.learn(from: batch, end: end) }
    }

    /// Reads records into the batch for as long as they are like those before them; returns whether there was one.
    ///
    /// Where the bytes between two records are the usual ones as well, nothing else is looked at.
    mutating func predictRecords(_ bytes: Span<UInt8>, _ batch: inout RecordBatch) -> Bool {
        guard layout.isKnown else { return false }
        var start = bytes.firstSignificant(from: index, state.level)
        // White space before a record is no part of it, and is not looked at twice.
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
            guard layout.gapStands(at: end, in: bytes) else {
                isInLongRun = false
                accept(start..<end, &batch)
                return true
            }
            batch.endRow(at: view.base + end)
            prediction.lastEnd = end
            start = end &+ layout.recordGapLength
            index = start
            let members = batch.order.count &- batch.building.firstField
            guard prediction.didHit(surprises: batch.building.surprises, members: members) else { break }
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

    /// Whether the row in progress has other members than those before it, and looks like an object from inside a record.
    private func isNewAndInner(_ batch: borrowing RecordBatch) -> Bool {
        batch.order.count > batch.building.orderMark && shapes.isInner(batch.signatureInProgress())
    }

    private mutating func learnGap(before start: Int, _ bytes: Span<UInt8>) {
        guard let end = prediction.lastEnd, start < bytes.count, start > end else { return }
        layout.learnGap(end..<start, in: bytes)
        prediction.lastEnd = nil
    }
}

extension RecordLayout {
    /// Whether what usually stands between two records stands at `index`.
    @inline(__always)
    fileprivate func gapStands(at index: Int, in bytes: Span<UInt8>) -> Bool {
        guard recordGapLength > 0 else { return false }
        guard index &+ recordGapLength &+ Self.reach <= bytes.count else { return false }
        // SAFETY: a block follows the gap on both sides: in the chunk by the guard, in the buffer by its padding.
        return unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe recordGap.withUnsafeElements { gap in
                unsafe sluice_has_prefix(bytes.baseAddress.unsafelyUnwrapped + index, gap, recordGapLength) != 0
            }
        }
    }
}
