/// What the sink tells the reader of its cuts: whether guessing where records begin is still worth while.
///
/// Text that holds arrays of objects like its records makes most guesses wrong. All of it would then be read a second
/// time, by one worker, so after a few wrong ones in a row the reader finds its cuts by a scan.
final class CutGuidance: Sendable {
    /// So many wrong guesses in a row are no accident.
    private static let patience = 4

    private struct State {
        var wrongGuesses = 0
        /// Guesses that were made before this offset are history.
        var since = 0
        /// Where a scan can begin.
        var scanStart: Int?
    }

    private let state = Locked(State())
    private let isActive: Bool

    /// Makes guidance; one that is not active never asks for a scan, so that the cuts are the same in every run.
    init(isActive: Bool = true) {
        self.isActive = isActive
    }

    /// Takes note of a guess that a record begins at `offset`; `seam` is where the reading of that chunk has ended.
    func note(guessAt offset: Int, wasRight: Bool, seam: Seam) {
        guard isActive else { return }
        state.withLock { state in
            guard offset >= state.since else { return }
            state.wrongGuesses = wasRight ? 0 : state.wrongGuesses + 1
            if seam.state.isBetweenRecords, state.wrongGuesses >= Self.patience { state.scanStart = seam.offset }
        }
    }

    /// Returns where a scan is to begin that replaces the guesses from `offset` on; `nil` while they serve.
    func takeScanStart(before offset: Int) -> Int? {
        state.withLock { state in
            guard let start = state.scanStart else { return nil }
            state = State(since: offset)
            return start
        }
    }
}
