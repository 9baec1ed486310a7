/// How far a run has accounted for its input, between two chunks.
struct InputMark: Sendable {
    var seam: ResumableSeam
    /// Where the next chunk begins.
    var nextChunk: Int
    var ledger: Ledger
    /// The extent of the text before the seam.
    var extent: TextExtent
    var errors: ErrorTally
    var cleaningCounts: [Int]
    var droppedFields: Int
    /// What the file of rejects holds by then.
    var rejects: WrittenFile?

    /// Where the reading goes on.
    var resumePoint: ResumePoint {
        ResumePoint(seam: Seam(offset: ledger.bytesRead, state: seam.state), nextChunk: nextChunk)
    }
}

/// The states between two chunks at which nothing is kept of the bytes before.
enum ResumableSeam: String, Sendable {
    case beginning
    case element
    case end

    /// Returns `nil` inside a bad record, and where a record waits for what ends it.
    init?(_ state: Seam.State) {
        switch state {
        case .beginning: self = .beginning
        case .element: self = .element
        case .end: self = .end
        case .afterElement, .elementWithoutComma, .skipping, .broken: return nil
        }
    }

    var state: Seam.State {
        switch self {
        case .beginning: .beginning
        case .element: .element
        case .end: .end
        }
    }
}
