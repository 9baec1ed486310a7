/// Where a run's records go.
public enum OutputDestination: Sendable, Equatable {
    /// A directory of parts, published in one step.
    case directory(String)
    /// Nowhere: the records are only checked.
    case none
}

extension OutputDestination {
    /// The directory's path; `nil` for `none`.
    var path: String? {
        switch self {
        case .directory(let path): path
        case .none: nil
        }
    }
}
