/// A point that an interrupted run is continued from: all that is known of the input up to a seam, and of the files that
/// have been written by then.
///
/// ```
/// input    ───────────────────────────seam────────────►     everything before the seam is accounted for
/// parts    part-00000  part-00001  part-000│02              whole parts, and the open one up to a synced length
/// rejects  _rejects/part-00000.ndj│son                      up to a synced length
/// ```
///
/// What the files hold behind those lengths, and files that are not named here, came later: a run that is continued cuts
/// it off and writes it anew. A part can be taken up in the middle because its bytes are those of its records, one behind
/// the other; a format for which that does not hold leaves `openPart` empty.
struct Checkpoint: Sendable {
    /// To be raised with every change of what is written here, or of the bytes that a run makes of the same input.
    static let version = 1

    /// Whether the run may replace a published one.
    var replaces: Bool
    var seam: ResumableSeam
    var ledger: Ledger
    /// The extent of the text before the seam.
    var extent: TextExtent
    var errors: [IngestionReport.ErrorSummary]
    var cleaningCounts: [Int]
    var droppedFields: Int
    var parts: [FinishedPart]
    /// The part that has not been closed, as far as it was written.
    var openPart: FinishedPart?
    var rejects: WrittenFile?

    /// The records in the parts.
    ///
    /// `nil` where there are more than an `Int` holds, which only a made-up checkpoint says.
    var recordsInParts: Int? {
        (parts + (openPart.map { [$0] } ?? [])).reduce(0) { sum, part in
            sum.flatMap { Self.sum($0, part.records) }
        }
    }

    private static func sum(_ first: Int, _ second: Int) -> Int? {
        let (sum, isOverflowing) = first.addingReportingOverflow(second)
        return isOverflowing ? nil : sum
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
