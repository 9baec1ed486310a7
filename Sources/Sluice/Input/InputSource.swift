/// Where a run's bytes come from.
public enum InputSource: Sendable, Equatable {
    /// A file or a named pipe, by its path.
    case file(FilePath)
    /// The regular files in a directory, by its path: one input each, in the order of their names' bytes.
    ///
    /// Links are followed. Names that begin with `_` or `.` are ignored; directories inside it, pipes and other kinds of
    /// file are skipped with a warning. The files are listed once, when the run begins.
    case directory(FilePath)
    /// The records that an earlier run has set aside, to be read again after the schema or the records were corrected.
    ///
    /// The path is that of a file of rejects, of a directory of such files, or of an output directory with `_rejects`;
    /// names are ignored and files skipped as in a directory of records. Records are read whatever location and key
    /// field that run had, and get their member's key again. Errors have the place of the reject, and the
    /// ``OriginalPlace`` of the record. Rejects that are no records are left out, and counted in
    /// ``IngestionReport/rejectsLeftOut``.
    case rejects(FilePath)
    /// The process's standard input.
    case standardInput
    /// Bytes in memory, with the name that reports and diagnostics use.
    case bytes([UInt8], name: String = "memory")

    /// The file or named pipe at a path.
    @_disfavoredOverload
    public static func file(_ path: String) -> InputSource { .file(FilePath(path)) }

    /// The files in the directory at a path.
    @_disfavoredOverload
    public static func directory(_ path: String) -> InputSource { .directory(FilePath(path)) }

    /// The rejects at a path.
    @_disfavoredOverload
    public static func rejects(_ path: String) -> InputSource { .rejects(FilePath(path)) }

    /// What is at `path`: a directory's files, or the file or named pipe itself.
    package static func contents(of path: FilePath) -> InputSource {
        let isDirectory = (try? FileIdentity(path: path))?.isDirectory ?? false
        return isDirectory ? .directory(path) : .file(path)
    }

    /// The name that reports and diagnostics use: the path, or `-`.
    ///
    /// Bytes of a path that are not UTF-8 are shown as `\xFF`.
    public var name: String {
        switch self {
        case .file(let path), .directory(let path), .rejects(let path): path.description
        case .standardInput: "-"
        case .bytes(_, let name): name
        }
    }

    /// The name for use in a sentence, safe to show on a terminal.
    var nameInMessages: String {
        switch self {
        case .file(let path), .directory(let path), .rejects(let path): path.shown
        case .standardInput: "standard input"
        case .bytes(_, let name): Excerpt.path(name)
        }
    }
}

extension InputSource {
    /// Whether it is rejects of an earlier run.
    package var isReplay: Bool { if case .rejects = self { true } else { false } }
}

extension [InputSource] {
    /// A name for all of them, safe to show on a terminal: `a.json and 2 more`.
    var summary: String {
        guard let first else { return "" }
        return Excerpt.path(first.name) + (count > 1 ? " and \((count - 1).grouped) more" : "")
    }
}
