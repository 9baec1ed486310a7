import Sluice

/// Decides when and how progress is shown.
///
/// It writes nothing itself: callers write what it returns.
struct ProgressDisplay {
    enum Mode {
        case none
        /// One line that is painted over.
        case bar
        /// A line of its own now and then.
        case lines
    }

    /// Ten pictures a second are as smooth as a person can see.
    private static let barInterval = Duration.milliseconds(100)
    private static let lineInterval = Duration.seconds(30)
    /// Returns to the first column and erases the line.
    private static let erasure = "\r\u{1B}[K"

    let mode: Mode
    private let start: ContinuousClock.Instant
    /// What an interrupted run had read, which says nothing of the speed.
    private var resumedBytes = 0
    private var lastUpdate: ContinuousClock.Instant?
    private var isPainted = false

    init(_ mode: Mode, start: ContinuousClock.Instant) {
        self.mode = mode
        self.start = start
        // A run that is over within the interval writes no line at all; the bar is painted at once.
        if mode == .lines { lastUpdate = start }
    }

    /// Takes note of what an interrupted run had done.
    mutating func begin(behind progress: IngestionProgress) {
        resumedBytes = progress.bytes
    }

    /// Returns what is due for `progress`: the text of a bar or of a log line.
    mutating func update(
        _ progress: IngestionProgress,
        now: ContinuousClock.Instant,
        columns: () -> Int
    ) -> String? {
        let interval = mode == .bar ? Self.barInterval : Self.lineInterval
        guard mode != .none, lastUpdate.map({ now - $0 >= interval }) ?? true else { return nil }
        lastUpdate = now
        let (seconds, attoseconds) = (now - start).components
        let elapsed = Double(seconds) + Double(attoseconds) * 1e-18
        let bar = ProgressBar(progress, seconds: elapsed, resumedBytes: resumedBytes)
        guard mode == .bar else { return bar.sentence }
        isPainted = true
        return Self.erasure + bar.line(columns: columns())
    }

    /// Returns what clears the line for other text; nothing where it is clear.
    mutating func clear() -> String {
        guard isPainted else { return "" }
        isPainted = false
        return Self.erasure
    }
}
