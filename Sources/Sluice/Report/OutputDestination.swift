/// Where a run's records go.
public enum OutputDestination: Sendable, Equatable {
    /// A directory of parts, published in one step.
    case directory(FilePath)
    /// Nowhere: the records are only checked.
    case none

    /// The directory at a path.
    @_disfavoredOverload
    public static func directory(_ path: String) -> OutputDestination { .directory(FilePath(path)) }
}

extension OutputDestination {
    /// The directory's path; `nil` for `none`.
    var path: FilePath? {
        switch self {
        case .directory(let path): path
        case .none: nil
        }
    }

    /// The directory's name in reports: its path; `nil` for `none`.
    var name: String? { path?.description }
}
