/// The sink's feedback to the reader about its cuts: whether guessing where records begin is still worthwhile.
///
/// Records with arrays of objects like themselves make most guesses wrong. Nearly all of the input would then be read a
/// second time, by one worker, so after a few wrong guesses in a row the reader finds its cuts by a scan.
final class CutGuidance: Sendable {
    /// This many wrong guesses in a row are no accident.
    private static let patience = 4

    private struct State {
        var wrongGuesses = 0
        /// Guesses before this offset no longer count.
        var since = 0
        /// Where a scan can begin, once one is needed.
        var scanStart: Int?
    }

    private let state = Locked(State())
    private let isActive: Bool

    /// Creates guidance; if it is not active it never asks for a scan, so that the cuts are the same in every run.
    init(isActive: Bool = true) {
        self.isActive = isActive
    }

    /// Notes a guess that a record begins at `offset`; `seam` is where that chunk's reading ended.
    func note(guessAt offset: Int, wasRight: Bool, seam: Seam) {
        guard isActive else { return }
        state.withLock { state in
            guard offset >= state.since else { return }
            state.wrongGuesses = wasRight ? 0 : state.wrongGuesses + 1
            if seam.state.isBetweenRecords, state.wrongGuesses >= Self.patience { state.scanStart = seam.offset }
        }
    }

    /// Returns where to begin the scan that replaces the guesses from `offset` on; `nil` as long as guessing works.
    func takeScanStart(before offset: Int) -> Int? {
        state.withLock { state in
            guard let start = state.scanStart else { return nil }
            state = State(since: offset)
            return start
        }
    }
}
