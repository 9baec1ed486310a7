/// Guesses that a record looks like one of the last few, and learns from those that do not.
///
/// A handful of layouts is kept, for optional fields and alternating shapes. Where guesses keep failing there is nothing
/// to predict, and most records are spared the attempt.
struct LayoutPredictor {
    private static let maximumLayouts = 4
    /// After this many misses in a row, so many records are not guessed at.
    private static let maximumMisses = 16
    private static let pauseLength = 1_024

    private var layouts: [RecordLayout] = []
    /// The layout that was right last.
    private var current = 0
    private var oldest = 0
    private var misses = 0
    private var pause = 0

    /// Reads the record at `start` by a known layout; returns where it ends, or `nil` if it has none of them.
    @inline(__always)
    mutating func readRow(_ bytes: Span<UInt8>, from start: Int, into batch: inout RecordBatch) -> Int? {
        guard current < layouts.count, pause == 0 else { return nil }
        if let end = batch.readRow(layouts[current], bytes, from: start) {
            misses = 0
            return end
        }
        return readRowByOthers(bytes, from: start, into: &batch)
    }

    @inline(never)
    private mutating func readRowByOthers(_ bytes: Span<UInt8>, from start: Int, into batch: inout RecordBatch) -> Int?
    {
        for candidate in layouts.indices where candidate != current {
            if let end = batch.readRow(layouts[candidate], bytes, from: start) {
                current = candidate
                misses = 0
                return end
            }
        }
        return nil
    }

    /// Learns the layout of the record that the general tokenizer has just pushed into `batch`.
    mutating func learn(from batch: borrowing RecordBatch, end: Int) {
        if pause > 0 {
            pause -= 1
            return
        }
        misses += 1
        if misses > Self.maximumMisses {
            misses = 0
            pause = Self.pauseLength
        }
        guard let layout = RecordLayout(ofRowInProgressIn: batch, end: end) else { return }
        if layouts.count < Self.maximumLayouts {
            current = layouts.count
            layouts.append(layout)
        } else {
            layouts[oldest] = layout
            current = oldest
            oldest = (oldest + 1) % Self.maximumLayouts
        }
    }
}
