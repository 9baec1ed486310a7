#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The output directory of a run, held under a lock, and the set of files that the run builds for it.
///
/// The set is put in place by `publish`; a run that does not get there leaves what was there before.
struct OutputDirectory {
    var claim: OutputClaim
    /// The directory that holds the output directory.
    let parent: Directory
    /// The output directory, locked; `nil` where there is none until the set is published.
    let target: Directory?
    var workspace: Workspace
    /// The set of files that is being built, locked.
    let set: Directory
    /// The permissions that published files have: what the process's mask allows.
    let mode = Self.publishedMode
    /// Whether the set has been put in place.
    var isPublished = false
    /// The workspace beside the output directory, if the set was built there and had to be moved inside.
    var former: Workspace?

    /// Prepares an empty set for `run`; what dead runs have left has been recovered and discarded.
    init(_ claim: OutputClaim, run: String) throws(IngestionError) {
        self.claim = claim
        do throws(SystemError) {
            let site = try claim.makeSite(run: run)
            (parent, target, workspace, set) = (site.parent, site.target, site.workspace, site.set)
        } catch {
            throw claim.unwritable(error)
        }
    }

    /// Prepares to continue the set that an interrupted run has left in `workspace`; nothing is changed yet.
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
            // The run that the lock speaks for is this one from now on.
            try workspace.mark(run: run)
            try set.lock()
        } catch {
            throw claim.unwritable(error)
        }
    }

    /// What messages call the directory that has the journal.
    var journalPlace: String {
        get throws(SystemError) {
            let isBeside = try journalDirectory === workspace.directory && workspace.placement == .beside
            return isBeside ? Excerpt.path(claim.path.workspace) : claim.path.shown
        }
    }

    /// Where the journal of runs is: in the output directory if it has one, or has the workspace.
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

    /// The workspace's name as messages show it.
    var workspaceName: String { claim.workspaceName(workspace) }

    /// Removes what the run has written and not published, and keeps the journal.
    ///
    /// Where files have been moved, both sets are needed by the run that puts them right.
    func removeWork() throws(SystemError) {
        guard !isTorn, !isPublished, try workspace.directory.names(set, Workspace.new) else { return }
        try workspace.removeWork()
        try removeWorkspace()
    }

    /// Removes the workspace, unless it has the only journal; returns an entry that is not its own and was kept.
    @discardableResult
    func removeWorkspace() throws(SystemError) -> String? {
        if let former { try claim.remove(former, parent, target, hasJournal: isPublished) }
        return try claim.remove(workspace, parent, target, hasJournal: isPublished)
    }

    /// Read once in the life of the process: the mask can only be read by setting it, and two runs that did so at the
    /// same time could take each other's value for it.
    private static let publishedMode: mode_t = {
        let mask = umask(0o077)
        umask(mask)
        return 0o666 & ~mask
    }()
}
