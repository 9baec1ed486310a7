import Sluice

/// Decides when and how progress is shown.
///
/// It writes nothing itself: callers write what it returns.
struct ProgressDisplay {
    enum Mode {
        case none
        /// One line that is overwritten.
        case bar
        /// A new line from time to time.
        case lines
    }

    /// Ten updates a second look smooth.
    private static let barInterval = Duration.milliseconds(100)
    /// The pause between two lines.
    static let lineInterval = Duration.seconds(30)
    /// Returns to the first column and erases the line.
    private static let erasure = "\r\u{1B}[K"

    let mode: Mode
    private let lineInterval: Duration
    private let start: ContinuousClock.Instant
    /// What an interrupted run had read, which does not count for the speed.
    private var resumedBytes = 0
    private var lastUpdate: ContinuousClock.Instant?
    private var isPainted = false
    /// What was shown last.
    private(set) var shown: ProgressBar?

    init(_ mode: Mode, start: ContinuousClock.Instant, lineInterval: Duration = Self.lineInterval) {
        self.mode = mode
        self.lineInterval = lineInterval
        self.start = start
        // A run shorter than the interval writes no line; a bar is painted at once.
        if mode == .lines { lastUpdate = start }
    }

    /// Sets what an interrupted run had done.
    mutating func begin(after progress: IngestionProgress) {
        resumedBytes = progress.bytes
    }

    /// Returns the text of a bar or of a log line for `progress`, if one is due.
    mutating func update(
        _ progress: IngestionProgress,
        now: ContinuousClock.Instant,
        columns: () -> Int
    ) -> String? {
        let interval = mode == .bar ? Self.barInterval : lineInterval
        guard mode != .none, lastUpdate.map({ now - $0 >= interval }) ?? true else { return nil }
        lastUpdate = now
        let (seconds, attoseconds) = (now - start).components
        let elapsed = Double(seconds) + Double(attoseconds) * 1e-18
        let bar = ProgressBar(progress, seconds: elapsed, resumedBytes: resumedBytes)
        shown = bar
        guard mode == .bar else { return bar.sentence }
        isPainted = true
        return Self.erasure + bar.line(columns: columns())
    }

    /// Returns what erases the bar; nothing if there is none.
    mutating func clear() -> String {
        guard isPainted else { return "" }
        isPainted = false
        return Self.erasure
    }
}
