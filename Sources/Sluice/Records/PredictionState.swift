/// Whether guessing pays, and how the last guess went.
struct PredictionState {
    /// A small record with more mispredictions than this is read faster by the tokenizer.
    ///
    /// A larger one is not, as the tokenizer has to look for duplicate keys.
    private static let maximumMispredictions = 2
    private static let smallRecord = 8
    /// After this many misses in a row, guessing pauses for `pauseLength` records.
    private static let maximumMisses = 16
    private static let pauseLength = 1_024

    /// Where the last accepted record ends in the chunk, if only what separates records has been read since.
    var lastEnd: Int?
    /// Where the last record that did not fit the layout begins.
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

    /// Notes a record that fitted the layout; returns whether to continue guessing.
    @inline(__always)
    mutating func didHit(mispredictions: UInt32, members: Int) -> Bool {
        guard mispredictions > Self.maximumMispredictions, members <= Self.smallRecord else {
            misses = 0
            return true
        }
        countMiss()
        return pause == 0
    }

    mutating func didMiss(at start: Int) { missedAt = start }

    /// Notes a record that the tokenizer has read; returns whether to learn from it.
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
