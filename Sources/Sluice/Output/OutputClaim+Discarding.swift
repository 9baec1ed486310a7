extension OutputClaim {
    /// Removes the unfinished work of dead runs, and workspaces that are no longer needed; returns whether there was
    /// any work, and whether it could have been continued.
    mutating func discardWork() throws(IngestionError) -> (hadWork: Bool, wasResumable: Bool) {
        do throws(SystemError) {
            let wasResumable = try resumable() != nil
            var hadWork = false
            for workspace in [beside, inside].compactMap(\.self) {
                if try workspace.hasWork() { hadWork = true }
                try workspace.removeWork()
            }
            try removeInside()
            return (hadWork, wasResumable)
        } catch {
            throw unwritable(error)
        }
    }

    /// Removes the workspace in the output directory, which would be moved together with it.
    ///
    /// If the new set is built there, the workspace is made again.
    private mutating func removeInside() throws(SystemError) {
        guard let inside else { return }
        try inside.removeWork()
        try remove(inside, parent, target)
        self.inside = nil
    }

    /// Removes the workspace other than `workspace`, whose run is continued.
    mutating func discardOthers(than workspace: Workspace) throws(IngestionError) {
        guard workspace.placement == .beside else { return }
        do throws(SystemError) { try removeInside() } catch { throw unwritable(error) }
    }

    /// Removes all workspaces, which no run needs any more.
    func removeWorkspaces() throws(IngestionError) {
        do throws(SystemError) {
            for workspace in [beside, inside].compactMap(\.self) { try workspace.removeWork() }
            for workspace in [beside, inside].compactMap(\.self) { try remove(workspace, parent, target) }
        } catch {
            throw unwritable(error)
        }
    }

    /// Removes a workspace, unless it has a set or the only journal; returns a foreign entry that was kept, if any.
    @discardableResult
    func remove(
        _ workspace: Workspace,
        _ parent: Directory?,
        _ target: Directory?,
        hasJournal: Bool = false
    ) throws(SystemError) -> String? {
        switch workspace.placement {
        case .inside:
            guard let target else { return nil }
            return try workspace.removeItself(from: target, Workspace.nameInside, keepingJournal: false)
        case .beside:
            guard let parent, let name = Workspace.name(beside: path.name) else { return nil }
            let isElsewhere = try hasJournal ? true : target?.status(of: PartName.status) != nil
            return try workspace.removeItself(from: parent, name, keepingJournal: !isElsewhere)
        }
    }

    /// The error of a directory that another run has claimed.
    var isTaken: IngestionError { IngestionError(.output, "another run is writing to \(path.shown)") }

    /// The error of a failed write.
    func unwritable(_ error: SystemError) -> IngestionError {
        guard !error.isWouldBlock else { return isTaken }
        return IngestionError(.output, "cannot write to \(path.shown): \(error)", isTransient: error.isTransient)
    }
}
