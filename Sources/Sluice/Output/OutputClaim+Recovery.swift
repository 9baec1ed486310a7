extension OutputClaim {
    /// What recovery found and did.
    struct Recovery {
        /// A run that published its set and died before recording that, and what it would have recorded.
        var published: (run: String, event: StatusEvent, end: String)?
        /// The paths of entries that are not Sluice's and were kept.
        var kept: [String] = []

        /// Records the end of the run that died before doing so.
        func record(in journal: StatusJournal) throws(IngestionError) {
            guard let (run, event, end) = published else { return }
            try journal.append(event, of: run, at: end)
        }
    }

    /// Completes or undoes a publish in the middle of which a run died.
    ///
    /// ```
    /// the run died                                             found                        then
    /// beside: after the one step                               its run is published         the old set is removed
    /// inside: while the old files were moved out               state retiring               they are moved back
    /// inside: while the new files were moved in                state installing             the rest is moved in
    /// ```
    ///
    /// Recovery itself can be interrupted at any point: the next one finds one of these states again.
    mutating func recover() throws(IngestionError) -> Recovery {
        var recovery = Recovery()
        do throws(SystemError) {
            if let beside { try recover(beside, &recovery) }
            if var workspace = inside, let target, isTorn {
                try recover(&workspace, in: target, &recovery)
                inside = workspace
                try readPublished()
            }
        } catch {
            throw IngestionError(
                .output,
                "cannot recover from an interrupted run on \(path.shown): \(error)",
                isTransient: error.isTransient
            )
        }
        return recovery
    }

    private func recover(_ workspace: Workspace, _ recovery: inout Recovery) throws(SystemError) {
        if isPublishedBeside {
            note(published, &recovery)
            try workspace.retireReplaced()
        }
        recovery.kept += try workspace.removeOld()
    }

    private func recover(
        _ workspace: inout Workspace,
        in target: Directory,
        _ recovery: inout Recovery
    ) throws(SystemError) {
        if workspace.marker?.state == .installing {
            try workspace.install(in: target)
            let set = try PublishedSet(in: target)
            if set?.run == workspace.marker?.run {
                note(set, &recovery)
                try workspace.directory.remove(PartName.checkpoint)
                recovery.kept += try workspace.removeOld()
            } else {
                // The new set is gone.
                try workspace.moveBack(to: target)
            }
        } else {
            try workspace.moveBack(to: target)
        }
        try workspace.removePreparedMarkers()
        try workspace.mark(state: .building)
    }

    private func note(_ set: PublishedSet?, _ recovery: inout Recovery) {
        guard let run = set?.run, let (event, end) = set?.outcome else { return }
        recovery.published = (run, event, end)
    }
}
