#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension OutputDirectory {
    /// What a run has to publish: all of it is in the set, synced and under its final name.
    struct Publication {
        let parts: [FinishedPart]
        let rejects: WrittenFile?
        /// What is published beside them; it is written with the manifest.
        var companions: [PublishedFile] = []
        /// Whether the input was read to its end; only then is there a `_SUCCESS`.
        let isComplete: Bool
    }

    /// Whether a reader sees the old set, the new one or an error, and never a mixture, while this one is put in place.
    var replacesAtomically: Bool { workspace.placement == .beside }

    /// Completes the set with the manifest, so that nothing but the steps in the directories is left.
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

    /// Gives the set the journal, too: the file itself, so that a line added to either is in both.
    private func shareJournal() throws(SystemError) {
        let source = try journalDirectory
        guard try source.status(of: PartName.status) != nil else { return }
        do throws(SystemError) {
            try source.link(PartName.status, in: set)
        } catch {
            // A file system without links, or with too many of them.
            let text = try source.contents(of: PartName.status)
            try write(PartName.status, text.span)
        }
    }

    /// Puts the sealed set in place of what was there before.
    ///
    /// If a step fails, those before it are undone. Where that fails too, `isPublished` or `isTorn` says what is there; so
    /// does the disk, for the next run (see `OutputClaim.recover`).
    mutating func publish() throws(SystemError) {
        switch workspace.placement {
        case .beside: try putInPlace()
        case .inside: try moveInPlace()
        }
        isPublished = true
    }

    /// Whether files have been moved out of the output directory or into it, and not back.
    var isTorn: Bool { !isPublished && workspace.marker.map { $0.state != .building } ?? false }

    /// The one step: a rename where there is nothing to replace, or an exchange with what is replaced.
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
            // What is not undone is published.
            isPublished = true
            try undoStep(isReplaced)
            isPublished = false
            throw error
        }
    }

    /// Exchanges the two sets, by their names; if those were not the two, they are exchanged back.
    ///
    /// Returns `false` where that cannot be done with this directory: the set is in a workspace inside it then.
    private mutating func exchange(with target: Directory) throws(SystemError) -> Bool {
        let name = claim.path.name
        // Recovery knows by the marker's run that the set in the workspace is the old one.
        try workspace.syncMarker()
        do throws(SystemError) {
            try workspace.directory.exchange(Workspace.new, with: name, in: parent)
        } catch {
            // A directory of a lower layer, for example, which only its file system knows.
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

    /// The same file by file, where the directory itself cannot be replaced.
    private mutating func moveInPlace() throws(SystemError) {
        guard let target else { return }
        let old = try SetContents(of: target, .listed(claim.published), except: [Workspace.nameInside]).names
        let new = try SetContents(of: set, .working).names
        // The workspace's own name, before anything depends on what is in it.
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
            // If that fails as well, the state on the disk says what the next run has to do.
            try? undoMoves(new, in: target)
            throw error
        }
    }

    private mutating func undoMoves(_ new: [String], in target: Directory) throws(SystemError) {
        if workspace.marker?.state == .installing {
            try workspace.takeBack(new, from: target)
            // From here on what is in the directory is the old set's again, as recovery must know.
            try workspace.mark(state: .retiring)
        }
        try workspace.moveBack(to: target)
        try workspace.removePreparedMarkers()
        try workspace.mark(state: .building)
    }

    /// Removes the replaced set and the workspace; the new set is published, whatever becomes of that.
    ///
    /// Returns what a person should know of it, if anything.
    func clearAway() -> String? {
        let name = claim.path.shown
        do throws(SystemError) {
            guard let kept = try removeReplaced() else { return nil }
            return "\(kept) appeared in \(name) while the run was under way and was kept in \(workspaceName)"
        } catch {
            return "what \(name) held before could not be removed: \(error); the next run removes it"
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
