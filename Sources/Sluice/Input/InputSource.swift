/// Where a run's bytes come from.
public enum InputSource: Sendable, Equatable {
    /// A file or a named pipe, by its path.
    case file(String)
    /// The process's standard input.
    case standardInput

    /// The name that reports and diagnostics use: the path, or `-`.
    public var name: String {
        switch self {
        case .file(let path): path
        case .standardInput: "-"
        }
    }

    /// The name for use in a sentence, safe to show on a terminal.
    var nameInMessages: String {
        switch self {
        case .file(let path): Excerpt.path(path)
        case .standardInput: "standard input"
        }
    }
}
