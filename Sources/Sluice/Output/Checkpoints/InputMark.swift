/// How far a run has accounted for its input, between two chunks.
struct InputMark: Sendable {
    var seam: ResumableSeam
    /// Where the next chunk begins.
    var nextChunk: Int
    /// What is accounted for by then.
    var totals: RunTotals
    /// What the file of rejects holds by then.
    var rejects: WrittenFile?

    /// Where the reading goes on.
    var resumePoint: ResumePoint {
        ResumePoint(seam: Seam(offset: totals.ledger.bytesRead, state: seam.state), nextChunk: nextChunk)
    }
}

/// The states between two chunks at which nothing is kept of the bytes before.
enum ResumableSeam: String, Sendable {
    case document
    case arrayStart
    case element
    case afterElement

    /// Returns `nil` inside a bad record, and where more is known than the state says.
    init?(_ seam: Seam) {
        guard !seam.isInLongRun else { return nil }
        switch seam.state {
        case .document: self = .document
        case .arrayStart: self = .arrayStart
        case .element: self = .element
        case .afterElement: self = .afterElement
        case .skipping, .straying, .stopped: return nil
        }
    }

    var state: Seam.State {
        switch self {
        case .document: .document
        case .arrayStart: .arrayStart
        case .element: .element
        case .afterElement: .afterElement
        }
    }
}
