#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// An output directory that this process has to itself, examined and not yet changed.
///
/// A run that is refused gets no further, and leaves everything as it was.
struct OutputClaim: Sendable {
    /// How often the claim starts over because another run has put a directory in place in the meantime.
    ///
    /// Each time another run must have made progress.
    private static let attempts = 10

    let path: OutputPath
    /// The directory that holds the output directory; `nil` if it does not exist yet.
    let parent: Directory?
    /// The output directory, locked; `nil` if there is none.
    let target: Directory?
    /// What is published there.
    private(set) var published: PublishedSet?
    /// The workspace beside the output directory, locked, if there is one.
    var beside: Workspace?
    /// The workspace in the output directory, if there is one.
    var inside: Workspace?
    /// The path, for messages, of an entry that has the name of a workspace and is not one.
    private(set) var foreignWorkspace: String?

    /// Claims the directory at `path`.
    ///
    /// - Throws: `IngestionError` of kind `usage` if it is not a directory, of kind `output` if it cannot be read or
    ///   another run has claimed it.
    static func claim(_ path: FilePath) throws(IngestionError) -> OutputClaim {
        let name = path.shown
        do throws(SystemError) {
            for _ in 0..<attempts {
                if let claim = try openAgain(path) { return claim }
            }
        } catch {
            switch error.code {
            case ENOTDIR, ELOOP: throw IngestionError(.usage, "\(name) is not a directory")
            case EWOULDBLOCK: break
            default:
                throw IngestionError(
                    .output,
                    "cannot open the output directory \(name): \(error)",
                    isTransient: error.isTransient
                )
            }
        }
        throw IngestionError(.output, "another run is writing to \(name), or it was removed")
    }

    private static func openAgain(_ path: FilePath) throws(SystemError) -> OutputClaim? {
        let path = try OutputPath(path)
        do throws(SystemError) {
            return try open(path)
        } catch {
            // Something has disappeared in the meantime.
            guard error.isMissing else { throw error }
            return nil
        }
    }

    /// Opens and locks what is there; `nil` if the path then names something else.
    private static func open(_ path: OutputPath) throws(SystemError) -> OutputClaim? {
        guard path.missing.isEmpty else { return OutputClaim(path, parent: nil, target: nil) }
        let parent = try openParent(path)
        var target: Directory?
        if path.name.isEmpty {
            target = parent
        } else if let status = try parent.status(of: path.name) {
            guard status.kind != .link else { return nil }
            guard status.kind == .directory else { throw SystemError("open", code: ENOTDIR) }
            target = try Directory(existing: path.name, in: parent)
        }
        if let target {
            try target.lock()
            guard try path.name.isEmpty ? true : parent.names(target, path.name) else { return nil }
        }
        var claim = OutputClaim(path, parent: parent, target: target)
        try claim.readPublished()
        guard try claim.findBeside(parent) else { return nil }
        if let target { try claim.findInside(target) }
        return claim
    }

    /// Opens the directory that holds the output directory; permission to search it is enough.
    private static func openParent(_ path: OutputPath) throws(SystemError) -> Directory {
        do throws(SystemError) {
            return try Directory(path: path.existing)
        } catch {
            guard error.code == EACCES else { throw error }
            return try Directory(searchable: path.existing)
        }
    }

    private init(_ path: OutputPath, parent: Directory?, target: Directory?) {
        self.path = path
        self.parent = parent
        self.target = target
    }

    private mutating func findBeside(_ parent: Directory) throws(SystemError) -> Bool {
        guard let name = Workspace.name(beside: path.name) else { return true }
        guard let status = try parent.status(of: name) else { return true }
        guard status.kind == .directory, try isTrusted(status, parent) else {
            foreignWorkspace = name.shown
            return true
        }
        let directory = try Directory(existing: name, in: parent)
        try directory.lock()
        guard try parent.names(directory, name) else { return false }
        beside = try Workspace.read(directory, .beside, of: path.name)
        if beside == nil { foreignWorkspace = name.shown }
        return true
    }

    /// Whether a workspace belongs to a user who may write here anyway: in a directory like `/tmp` anyone can make one.
    private func isTrusted(_ status: FileStatus, _ parent: Directory) throws(SystemError) -> Bool {
        let owners = [geteuid(), try target?.status().owner, try parent.status().owner].compactMap(\.self)
        return owners.contains(status.owner)
    }

    private mutating func findInside(_ target: Directory) throws(SystemError) {
        let name = Workspace.nameInside
        guard let status = try target.status(of: name) else { return }
        if status.kind == .directory {
            let directory = try Directory(existing: name, in: target)
            inside = try Workspace.read(directory, .inside, of: path.name)
            guard inside == nil else { return }
            foreignWorkspace = try name + "/" + (directory.entries().first?.shown ?? "")
        } else {
            foreignWorkspace = name
        }
    }

    /// Whether the run that left the workspace beside the directory died after it published its set.
    var isPublishedBeside: Bool {
        guard let run = beside?.marker?.run else { return false }
        return run == published?.run
    }

    /// Reads what is published, again after it has changed.
    mutating func readPublished() throws(SystemError) {
        published = try target.flatMap { directory throws(SystemError) in try PublishedSet(in: directory) }
    }

    /// Whether a run died while it moved files into or out of the directory.
    var isTorn: Bool { inside?.marker.map { $0.state != .building } ?? false }

    /// The workspace of an interrupted run that can be continued: one whose set was still being built.
    func resumable() throws(SystemError) -> Workspace? {
        if let beside, !isPublishedBeside, try beside.hasCheckpoint() { return beside }
        if let inside, let state = inside.marker?.state, state != .installing, try inside.hasCheckpoint() {
            return inside
        }
        return nil
    }
}
