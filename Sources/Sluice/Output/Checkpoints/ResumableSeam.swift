/// The states of a seam at which no earlier bytes are held.
enum ResumableSeam: String, Sendable {
    case document
    case arrayStart
    case element
    case afterElement

    /// Returns `nil` inside a bad record, and if there is more to know than the state.
    init?(_ seam: Seam) {
        guard !seam.isInLongRun else { return nil }
        switch seam.state {
        case .document: self = .document
        case .arrayStart: self = .arrayStart
        case .element: self = .element
        case .afterElement: self = .afterElement
        case .skipping, .straying, .enveloping, .loneRecord, .discarding, .stopped: return nil
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
