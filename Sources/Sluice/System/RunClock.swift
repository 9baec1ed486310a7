/// The times of a run: the wall clock at its start, and the monotonic clock from there.
///
/// So its end is never before its start, and the two are apart by its duration, to the microsecond.
struct RunClock: Sendable {
    /// When the run started.
    let started = UTCTimestamp.now
    private let start = ContinuousClock.now

    /// A clock that starts now.
    static var now: RunClock { RunClock() }

    private init() {}

    /// How long the run has taken, in seconds, and the time at which that was read.
    func read() -> (seconds: Double, time: UTCTimestamp) {
        let microseconds = Int((ContinuousClock.now - start) / .microseconds(1))
        return (Double(microseconds) / 1e6, started.advanced(byMicroseconds: microseconds))
    }
}
