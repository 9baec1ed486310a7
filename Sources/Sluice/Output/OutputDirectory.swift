#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The locked output directory of a run, and the set of files that the run builds for it.
///
/// `publish` puts the set in place; a run that does not get there leaves what was there before.
struct OutputDirectory {
    var claim: OutputClaim
    /// The directory that holds the output directory.
    let parent: Directory
    /// The output directory, locked; `nil` if there is none until the set is published.
    let target: Directory?
    var workspace: Workspace
    /// The set of files that is being built, locked.
    let set: Directory
    /// The permissions of published files, according to the process's umask.
    let mode = Self.publishedMode
    /// Whether the set has been put in place.
    var isPublished = false
    /// The workspace beside the output directory, if the set was built there and had to be moved inside.
    var former: Workspace?

    /// Prepares an empty set for `run`; what dead runs left must have been recovered and discarded.
    init(_ claim: OutputClaim, run: String) throws(IngestionError) {
        self.claim = claim
        do throws(SystemError) {
            let site = try claim.makeSite(run: run)
            (parent, target, workspace, set) = (site.parent, site.target, site.workspace, site.set)
        } catch {
            throw claim.unwritable(error)
        }
    }

    /// Prepares to continue the set that an interrupted run left in `workspace`; nothing is changed yet.
    init(_ claim: OutputClaim, continuing workspace: Workspace) throws(IngestionError) {
        self.claim = claim
        self.workspace = workspace
        target = claim.target
        do throws(SystemError) {
            parent = try claim.openParent()
            set = try Directory(existing: Workspace.new, in: workspace.directory)
        } catch {
            throw claim.unwritable(error)
        }
    }

    /// Takes over the work of an interrupted run, for `run`.
    mutating func take(for run: String) throws(IngestionError) {
        do throws(SystemError) {
            // From now on the lock is this run's.
            try workspace.mark(run: run)
            try set.lock()
        } catch {
            throw claim.unwritable(error)
        }
    }

    /// The path of the journal's directory, for messages.
    var journalPlace: String {
        get throws(SystemError) {
            let isBeside = try journalDirectory === workspace.directory && workspace.placement == .beside
            return isBeside ? claim.path.workspace.shown : claim.path.shown
        }
    }

    /// The directory of the journal: the output directory if it has one or has the workspace, otherwise the workspace.
    var journalDirectory: Directory {
        get throws(SystemError) {
            if isPublished, workspace.placement == .beside { return set }
            guard let target else { return workspace.directory }
            guard workspace.placement == .beside else { return target }
            return try target.status(of: PartName.status) == nil ? workspace.directory : target
        }
    }

    /// The directory that holds the workspace.
    var workspaceParent: Directory { workspace.placement == .inside ? target ?? parent : parent }

    /// The workspace's name for messages.
    var workspaceName: String { claim.workspaceName(workspace) }

    /// Removes what the run has written and not published, and keeps the journal.
    ///
    /// If files have been moved, the next run needs both sets to move them back, so nothing is removed.
    func removeWork() throws(SystemError) {
        guard !isTorn, !isPublished, try workspace.directory.names(set, Workspace.new) else { return }
        try workspace.removeWork()
        try removeWorkspace()
    }

    /// Removes the workspace, unless it has the only journal; returns a foreign entry that was kept, if any.
    @discardableResult
    func removeWorkspace() throws(SystemError) -> String? {
        if let former { try claim.remove(former, parent, target, hasJournal: isPublished) }
        return try claim.remove(workspace, parent, target, hasJournal: isPublished)
    }

    /// Read once per process: the umask can only be read by setting it, and two runs that did so at the same time could
    /// read each other's temporary value.
    private static let publishedMode: mode_t = {
        let mask = umask(0o077)
        umask(mask)
        return 0o666 & ~mask
    }()
}

// MARK: Resuming

extension OutputDirectory {
    /// The files that were open when a checkpoint was written.
    struct OpenFiles: ~Copyable {
        var part: PartWriter?
        var rejects: RejectWriter?
    }

    /// Continues a verified set: removes what was written after the checkpoint, and returns the open part and the
    /// rejects, ready for more.
    ///
    /// `name` is the current name of the open part.
    func resume(_ checkpoint: Checkpoint, openPart name: String?) throws(IngestionError) -> OpenFiles {
        do throws(SystemError) {
            var files = OpenFiles()
            if let part = checkpoint.openPart, let name {
                if name != part.name { try set.rename(name, to: part.name, in: set) }
                files.part = try PartWriter(resuming: part, file: cut(part.name, to: part.bytes, in: set))
            }
            if let written = checkpoint.mark.rejects {
                let rejects = try Directory(existing: PartName.rejects, in: set)
                let file = try cut(PartName.rejectsFile, to: written.bytes, in: rejects)
                files.rejects = try RejectWriter(resuming: written, file: file, in: rejects)
            }
            try clear(after: checkpoint)
            return files
        } catch {
            throw claim.unwritable(error)
        }
    }

    private func cut(_ name: String, to length: Int, in directory: Directory) throws(SystemError) -> Descriptor {
        let file = try Descriptor(existing: name, in: directory.descriptor, isWritable: true)
        try file.cut(to: length)
        return file
    }

    /// Removes the files of the set that the checkpoint does not name.
    private func clear(after checkpoint: Checkpoint) throws(SystemError) {
        var names = Set(checkpoint.parts.map(\.name))
        if let part = checkpoint.openPart { names.insert(part.name) }
        let contents = try SetContents(of: set, .working)
        for name in contents.files where !names.contains(name) { try set.remove(name) }
        guard checkpoint.mark.rejects == nil, let rejects = contents.rejects else { return }
        let directory = try Directory(existing: PartName.rejects, in: set)
        for name in rejects { try directory.remove(name) }
        try set.removeDirectory(PartName.rejects)
    }
}
