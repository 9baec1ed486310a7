#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A status journal, open for reading.
struct StatusJournalFile: ~Copyable {
    /// A journal of this size has more than ten million runs.
    private static let maximumGibibytes = 4

    private let path: FilePath
    private var file: RegularFile
    private var lines = LineSplitter()

    /// Opens the journal of the output directory `directory`: the one in it, otherwise the one in the workspace beside
    /// it.
    ///
    /// - Throws: `IngestionError` of kind `input` if there is none, or it cannot be read.
    static func open(directory: FilePath) throws(IngestionError) -> StatusJournalFile {
        if let file = try existing(in: directory) { return file }
        if let path = try? OutputPath(directory), let file = try existing(in: path.workspace) { return file }
        throw IngestionError(.input, absence(of: directory))
    }

    /// Why the directory has no journal.
    private static func absence(of directory: FilePath) -> String {
        let name = directory.shown
        do throws(SystemError) {
            _ = try Directory(searchable: directory)
            return "no run has written to \(name): it has no \(PartName.status)"
        } catch {
            switch error.code {
            case ENOENT: return "no run has written to \(name): there is no such directory"
            case ENOTDIR: return "no run has written to \(name): it is not a directory"
            default: return "cannot open \(name): \(error)"
            }
        }
    }

    /// Opens the journal in the directory at `path`; returns `nil` if there is none.
    private static func existing(in path: FilePath) throws(IngestionError) -> StatusJournalFile? {
        let name = PartName.status
        do throws(RegularFile.Failure) {
            return try StatusJournalFile(name, in: RegularFile.directory(path))
        } catch {
            if case .system(let error) = error, [ENOENT, ENOTDIR, ENAMETOOLONG].contains(error.code) { return nil }
            throw unreadable(path.appending(name), error)
        }
    }

    /// Opens the file `name` of `directory`.
    init(_ name: String, in directory: Directory) throws(RegularFile.Failure) {
        path = directory.path.appending(name)
        file = try RegularFile(name, in: directory, maximumGibibytes: Self.maximumGibibytes)
    }

    /// Pushes the lines added since the last call, or all lines in the first call.
    mutating func read<Sink: LineSink & ~Copyable>(into sink: inout Sink) throws(IngestionError) {
        do throws(RegularFile.Failure) {
            try readPieces(into: &sink)
        } catch {
            throw Self.unreadable(path, error)
        }
    }

    /// Does the same, but throws the file's own error.
    mutating func readPieces<Sink: LineSink & ~Copyable>(into sink: inout Sink) throws(RegularFile.Failure) {
        try file.read { piece in lines.next(piece, into: &sink) }
    }

    /// Pushes the last line, if it has no newline yet.
    func readLastLine<Sink: LineSink & ~Copyable>(into sink: inout Sink) {
        var lines = lines
        lines.finish(into: &sink)
    }

    private static func unreadable(_ path: FilePath, _ error: RegularFile.Failure) -> IngestionError {
        IngestionError(.input, "cannot read the status journal \(path.shown): \(error)")
    }
}
