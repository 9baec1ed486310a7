#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension OutputDirectory {
    /// What a run publishes: parts and rejects are in the set, synced and under their final names.
    struct Publication {
        let parts: [FinishedPart]
        let rejects: WrittenFile?
        /// Further files, which are written with the manifest.
        var companions: [PublishedFile] = []
        /// Whether the whole input was read; only then is there a `_SUCCESS`.
        let isComplete: Bool
    }

    /// Whether readers see the old set, the new one or an error, and never a mixture, while this one is put in place.
    var replacesAtomically: Bool { workspace.placement == .beside }

    /// Completes the set with the manifest, so that only the steps in the directories are left.
    func seal(_ publication: Publication, manifest: Span<UInt8>) throws(SystemError) {
        for file in publication.companions { try write(file.name, file.bytes.span) }
        try write(PartName.manifest, manifest)
        if publication.isComplete { try write(PartName.success, Span()) }
        if workspace.placement == .beside { try shareJournal() }
        try set.sync()
    }

    private func write(_ name: String, _ bytes: Span<UInt8>) throws(SystemError) {
        let file = try Descriptor(in: set.descriptor, name: name, flags: O_WRONLY | O_CREAT | O_EXCL)
        try file.write(bytes)
        try file.setMode(mode)
        try file.sync()
        try file.close()
    }

    /// Links the journal into the set: the same file, so that a line added to either is in both.
    private func shareJournal() throws(SystemError) {
        let source = try journalDirectory
        guard try source.status(of: PartName.status) != nil else { return }
        do throws(SystemError) {
            try source.link(PartName.status, in: set)
        } catch {
            // A file system without hard links, or with too many of them.
            let text = try source.contents(of: PartName.status)
            try write(PartName.status, text.span)
        }
    }

    /// Replaces what was there before with the sealed set.
    ///
    /// If a step fails, those before it are undone. If that fails too, `isPublished` and `isTorn` describe what is
    /// there, as the disk does for the next run (see `OutputClaim.recover`).
    mutating func publish() throws(SystemError) {
        switch workspace.placement {
        case .beside: try putInPlace()
        case .inside: try moveInPlace()
        }
        isPublished = true
    }

    /// Whether files have been moved out of or into the output directory, and not back.
    var isTorn: Bool { !isPublished && workspace.marker.map { $0.state != .building } ?? false }

    /// The one step: a rename if there is nothing to replace, otherwise an exchange.
    private mutating func putInPlace() throws(SystemError) {
        guard try workspace.directory.names(set, Workspace.new) else { throw SystemError("renameat", code: ESTALE) }
        var isReplaced = false
        if let target { isReplaced = try !target.isEmpty() }
        if isReplaced, let target {
            guard try exchange(with: target) else { return try moveInPlace() }
        } else {
            try workspace.directory.rename(Workspace.new, to: claim.path.name, in: parent)
        }
        do throws(SystemError) {
            try parent.sync()
            try workspace.directory.sync()
        } catch {
            // Unless it is undone, it is published.
            isPublished = true
            try undoStep(isReplaced)
            isPublished = false
            throw error
        }
    }

    /// Exchanges the two sets by their names; if these turn out to name other directories, exchanges them back.
    ///
    /// Returns `false` if this directory cannot be exchanged: the set is then in a workspace inside it.
    private mutating func exchange(with target: Directory) throws(SystemError) -> Bool {
        let name = claim.path.name
        // Recovery learns from the marker's run that the set in the workspace is the old one.
        try workspace.syncMarker()
        do throws(SystemError) {
            try workspace.directory.exchange(Workspace.new, with: name, in: parent)
        } catch {
            // A directory of a lower layer, for example, in an overlay file system.
            guard [EXDEV, EINVAL, EBUSY, ENOSYS, ENOTSUP, EOPNOTSUPP].contains(error.code) else { throw error }
            try moveInside(target)
            return false
        }
        isPublished = true
        let isDone = try parent.names(set, name)
        guard try isDone ? workspace.directory.names(target, Workspace.new) : false else {
            try workspace.directory.exchange(Workspace.new, with: name, in: parent)
            isPublished = false
            throw SystemError("renameat2", code: ESTALE)
        }
        return true
    }

    private func undoStep(_ isReplaced: Bool) throws(SystemError) {
        let name = claim.path.name
        guard !isReplaced else { return try workspace.directory.exchange(Workspace.new, with: name, in: parent) }
        try parent.rename(name, to: Workspace.new, in: workspace.directory)
        guard let target else { return }
        try parent.make(name)
        try Directory(existing: name, in: parent).adoptAttributes(of: target)
    }

    /// Moves the set to a workspace inside the output directory.
    private mutating func moveInside(_ target: Directory) throws(SystemError) {
        let run = workspace.marker?.run ?? ""
        let name = Workspace.nameInside
        guard try target.status(of: name) == nil else { throw SystemError("mkdir", code: EEXIST) }
        let inside = try Workspace.make(name, in: target, .inside, of: claim.path.name, run: run)
        try set.remove(PartName.status)
        try workspace.directory.rename(Workspace.new, to: Workspace.new, in: inside.directory)
        former = workspace
        workspace = inside
    }

    /// Replaces the set file by file, if the directory itself cannot be replaced.
    private mutating func moveInPlace() throws(SystemError) {
        guard let target else { return }
        let old = try SetContents(of: target, .listed(claim.published), except: [Workspace.nameInside]).names
        let new = try SetContents(of: set, .working).names
        // The workspace's name must be on the device before anything depends on its contents.
        try target.sync()
        try workspace.prepareMarkers()
        do throws(SystemError) {
            if !old.isEmpty {
                try workspace.mark(state: .retiring)
                try workspace.retire(old, from: target)
            }
            try workspace.mark(state: .installing)
            try workspace.install(in: target)
        } catch {
            // If that fails too, the state on the disk says what the next run has to do.
            try? undoMoves(new, in: target)
            throw error
        }
    }

    private mutating func undoMoves(_ new: [String], in target: Directory) throws(SystemError) {
        if workspace.marker?.state == .installing {
            try workspace.uninstall(new, from: target)
            // From here on the directory holds only files of the old set, which recovery must know.
            try workspace.mark(state: .retiring)
        }
        try workspace.moveBack(to: target)
        try workspace.removePreparedMarkers()
        try workspace.mark(state: .building)
    }

    /// Removes the replaced set and the workspace; the new set stays published even if this fails.
    ///
    /// Returns a warning for the user, if any.
    func clearAway() -> String? {
        let name = claim.path.shown
        do throws(SystemError) {
            guard let kept = try removeReplaced() else { return nil }
            return "\(kept) appeared in \(name) during the run and was kept in \(workspaceName)"
        } catch {
            return "the replaced contents of \(name) could not be removed: \(error); the next run removes them"
        }
    }

    private func removeReplaced() throws(SystemError) -> String? {
        try workspace.directory.remove(PartName.checkpoint)
        if workspace.placement == .beside { try workspace.retireReplaced() }
        let kept = try workspace.removeOld().first
        let left = try removeWorkspace()
        return kept ?? left
    }
}
