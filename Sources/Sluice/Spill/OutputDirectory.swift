#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The directory that a run publishes to, held under a lock.
///
/// Work in progress lives in `_temporary/`, whose name tells Spark to look away. `publish` puts it in place in one step;
/// a run that does not get there leaves what stood here before.
struct OutputDirectory: ~Copyable {
    let directory: Directory
    let temporary: Directory
    /// The permissions that published files have: what the process's mask allows.
    let mode: mode_t
    /// Whether an interrupted run was cleared away that could have been continued.
    let hasClearedWork: Bool

    /// Takes the directory at `path`, making it where there is none, and clears what dead runs have left in it.
    ///
    /// - Throws: `IngestionError` of kind `usage` where it holds something that the run may not replace, of kind
    ///   `output` where it cannot be written or another run has it.
    init(path: String, existing: IngestionOptions.ExistingOutput, input: FileIdentity?) throws(IngestionError) {
        let directory = try Self.take(path)
        try Self.refuse(directory, existing, input: input)
        var hasClearedWork = false
        temporary = try Self.makeTemporary(in: directory, &hasClearedWork)
        self.hasClearedWork = hasClearedWork
        self.directory = directory
        mode = Self.publishedMode
    }

    /// Takes the directory at `path` with what an interrupted run has left in it; what else stands there is for the
    /// caller to look at.
    init(keepingWorkIn path: String) throws(IngestionError) {
        let directory = try Self.take(path)
        do throws(SystemError) {
            if !directory.isDirectory(PartName.temporary) { try directory.removeTree(PartName.temporary) }
            temporary = try Directory(making: PartName.temporary, in: directory)
        } catch {
            throw IngestionError(
                .output,
                "cannot write to \(Excerpt.path(directory.path)): \(error)",
                isTransient: error.isTransient
            )
        }
        self.directory = directory
        mode = Self.publishedMode
        hasClearedWork = false
    }

    /// Throws where the directory holds something that this run may not replace.
    func refuse(_ existing: IngestionOptions.ExistingOutput, input: FileIdentity?) throws(IngestionError) {
        try Self.refuse(directory, existing, input: input)
    }

    private static func take(_ path: String) throws(IngestionError) -> Directory {
        let name = Excerpt.path(path)
        do throws(SystemError) {
            _ = try Directory.make(path)
            let directory = try Directory(path: path)
            try directory.lock()
            try takeBackUnfinishedPublish(in: directory)
            return directory
        } catch {
            switch error.code {
            case ENOTDIR: throw IngestionError(.usage, "\(name) is not a directory")
            case EWOULDBLOCK: throw IngestionError(.output, "another run is writing to \(name)")
            default:
                throw IngestionError(
                    .output,
                    "cannot open the output directory \(name): \(error)",
                    isTransient: error.isTransient
                )
            }
        }
    }

    /// Throws where the directory holds something that this run may not replace.
    private static func refuse(
        _ directory: borrowing Directory,
        _ existing: IngestionOptions.ExistingOutput,
        input: FileIdentity?
    ) throws(IngestionError) {
        let path = Excerpt.path(directory.path)
        var names: [String] = []
        var holdsInput = false
        do throws(SystemError) {
            names = try directory.names().filter { $0 != PartName.temporary && $0 != PartName.status }
            for name in names {
                if let input, directory.isFile(name, device: input.device, inode: input.inode) { holdsInput = true }
            }
        } catch {
            throw IngestionError(
                .output,
                "cannot read the output directory \(path): \(error)",
                isTransient: error.isTransient
            )
        }
        guard !holdsInput else {
            throw IngestionError(.usage, "the input lies in \(path), which the run would replace")
        }
        switch existing {
        case .refuse, .resume:
            guard !names.isEmpty else { return }
            throw IngestionError(.usage, "\(path) is not empty; name another directory, or replace it with --overwrite")
        case .replace, .resumeOrReplace:
            guard let foreign = names.first(where: { !PartName.isPublished($0) }) else { return }
            let entry = Excerpt.path(foreign)
            throw IngestionError(
                .usage,
                "\(path) holds \(entry), which is no part of a published run: nothing is replaced"
            )
        }
    }

    private static func makeTemporary(
        in directory: borrowing Directory,
        _ hasClearedWork: inout Bool
    ) throws(IngestionError) -> Directory {
        do throws(SystemError) {
            hasClearedWork = try removeTemporary(in: directory)
            return try Directory(making: PartName.temporary, in: directory)
        } catch {
            throw IngestionError(
                .output,
                "cannot write to \(Excerpt.path(directory.path)): \(error)",
                isTransient: error.isTransient
            )
        }
    }

    /// Read once in the life of the process: the mask can only be read by setting it, and two runs that did so at the
    /// same time could take each other's value for it.
    private static let publishedMode: mode_t = {
        let mask = umask(0o077)
        umask(mask)
        return 0o666 & ~mask
    }()

    /// Removes what the run has written and not published.
    func removeTemporary() throws(SystemError) { try Self.removeTemporary(in: directory) }

    /// Removes `_temporary/`; returns whether there was a checkpoint in it.
    ///
    /// That goes first: it is never there without what it names.
    @discardableResult
    static func removeTemporary(in directory: borrowing Directory) throws(SystemError) -> Bool {
        var hasCheckpoint = false
        if directory.isDirectory(PartName.temporary) {
            let temporary = try Directory(existing: PartName.temporary, in: directory)
            if try temporary.names().contains(PartName.checkpoint) {
                hasCheckpoint = true
                try temporary.removeTree(PartName.checkpoint)
                try temporary.sync()
            }
        }
        try directory.removeTree(PartName.temporary)
        return hasCheckpoint
    }
}
