/// Where a run's bytes come from.
public enum InputSource: Sendable, Equatable {
    /// A file or a named pipe, by its path.
    case file(FilePath)
    /// The process's standard input.
    case standardInput

    /// The file or named pipe at a path.
    @_disfavoredOverload
    public static func file(_ path: String) -> InputSource { .file(FilePath(path)) }

    /// The name that reports and diagnostics use: the path, or `-`.
    ///
    /// Bytes of a path that are not UTF-8 are shown as `\xFF`.
    public var name: String {
        switch self {
        case .file(let path): path.description
        case .standardInput: "-"
        }
    }

    /// The name for use in a sentence, safe to show on a terminal.
    var nameInMessages: String {
        switch self {
        case .file(let path): path.shown
        case .standardInput: "standard input"
        }
    }
}
