extension RunAccount {
    /// Takes note of where the reading has arrived, and has a checkpoint written if it is time for one.
    mutating func arrive(at newSeam: Seam) throws(IngestionError) {
        seam = ResumableSeam(newSeam.state)
        guard let checkpoints, checkpoints.isDue, let (checkpoint, syncs) = try checkpoint() else { return }
        if let failure = checkpoints.takeFailure() {
            context.onEvent(
                .warning("a checkpoint could not be written: \(failure); --resume would go on from the last")
            )
        }
        checkpoints.write(checkpoint, syncing: syncs)
    }

    /// Ends the checkpoints of a run that has failed with `error`: keeps what it can be continued from, or returns
    /// `false` if there is nothing.
    ///
    /// What has been read and written is whole if the run was interrupted between two chunks; a checkpoint of that is
    /// written now. Where the output failed the last one counts, and the failure may leave no room for another.
    mutating func keepWork(after error: IngestionError) -> Bool {
        switch error.kind {
        case .interrupted, .output:
            // Interrupted before it was verified, what was there is still there.
            guard let checkpoints, output != nil else { return canBeResumed }
            let last = try? checkpoint()
            return checkpoints.finish(with: last?.checkpoint, syncing: last?.syncs ?? [])
        case .inconsistency, .usage, .data, .input:
            checkpoints?.wait()
            return false
        }
    }

    /// The state of the run; `nil` where it cannot be continued from here.
    private mutating func checkpoint() throws(IngestionError) -> (checkpoint: Checkpoint, syncs: [BackgroundSync])? {
        guard isConsistent, !isBroken, let seam else { return nil }
        isConsistent = false
        guard let files = try output?.filesForCheckpoint() else { return nil }
        isConsistent = true
        let checkpoint = Checkpoint(
            replaces: replaces,
            seam: seam,
            ledger: ledger,
            extent: positions.extent,
            errors: tally.summaries,
            cleaningCounts: cleaningCounts,
            droppedFields: droppedFields,
            parts: files.parts,
            openPart: files.openPart,
            rejects: files.rejects
        )
        return (checkpoint, files.syncs)
    }
}
