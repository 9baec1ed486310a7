#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Where a run's records go.
public enum OutputDestination: Sendable, Equatable {
    /// A directory of parts, published in one step.
    case directory(FilePath)
    /// An open file, pipe or socket, from its current position on: NDJSON or CSV, as the records are read.
    ///
    /// The bytes are those of the parts of a directory, one after the other, with one header. There is no manifest and no
    /// journal, and nothing can be taken back: after a failure the records before it have been written, as
    /// ``IngestionReport/recordsWritten`` says, and a run is retried only if it has written nothing. Memory does not
    /// grow if the reader is slow. If the reader closes its end, the run ends with an error that says so
    /// (``IngestionError/isReaderGone``), provided that the process ignores SIGPIPE.
    ///
    /// The descriptor stays open. `rejects` is a file for invalid records, one JSON object per line, which
    /// ``IngestionOptions/ErrorPolicy-swift.enum/quarantine(limit:)`` requires: it is created readable by its owner only,
    /// and must not exist unless it is empty, or a pipe or device.
    case stream(descriptor: Int32, rejects: FilePath? = nil)
    /// Nowhere: the records are only checked.
    case none

    /// The directory at a path.
    @_disfavoredOverload
    public static func directory(_ path: String) -> OutputDestination { .directory(FilePath(path)) }

    /// The process's standard output; `rejects` is a file for invalid records.
    public static func standardOutput(rejects: FilePath? = nil) -> OutputDestination {
        .stream(descriptor: STDOUT_FILENO, rejects: rejects)
    }
}

extension OutputDestination {
    /// The directory's path; `nil` for other destinations.
    var path: FilePath? {
        guard case .directory(let path) = self else { return nil }
        return path
    }

    /// Whether records are passed on as they are read.
    var isStream: Bool {
        guard case .stream = self else { return false }
        return true
    }

    /// The name in reports: the directory's path, or `-` for standard output; `nil` for `none`.
    var name: String? {
        switch self {
        case .directory(let path): path.description
        case .stream(STDOUT_FILENO, _): "-"
        case .stream(let descriptor, _): "/dev/fd/\(descriptor)"
        case .none: nil
        }
    }

    /// Throws `IngestionError` of kind `usage` if a run cannot have these options and this destination.
    func check(_ options: IngestionOptions) throws(IngestionError) {
        guard case .stream(_, let rejects) = self else { return }
        guard options.format != .parquet else {
            throw IngestionError(.usage, "a stream takes NDJSON or CSV; Parquet needs a directory of files")
        }
        guard options.existingOutput == .refuse else {
            throw IngestionError(.usage, "a stream can be neither resumed nor replaced")
        }
        if case .quarantine = options.errorPolicy, rejects == nil {
            throw IngestionError(.usage, "a stream has no place for invalid records: a file for them is needed")
        }
    }
}
