extension RunAccount {
    /// Takes note of where the reading has arrived with a chunk, and has a checkpoint written if it is time for one.
    ///
    /// `seam` is `nil` where the reading cannot go on from there.
    mutating func arrive(at seam: Seam?, nextChunk: Int) throws(IngestionError) {
        guard let checkpoints else { return }
        keepRowGroups()
        mark = seam.flatMap { ResumableSeam($0) }.map { currentMark($0, nextChunk: nextChunk) }
        guard checkpoints.isDue, let (checkpoint, syncs) = try checkpoint() else { return }
        if let failure = checkpoints.takeFailure() {
            context.onEvent(
                .warning("a checkpoint could not be written: \(failure); --resume would continue from the last one")
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
        // Refused at the end, because something foreign has come into the output directory, it is still whole.
        case .interrupted, .output, .usage:
            // Interrupted before it was verified, what was there is still there.
            guard let checkpoints, output != nil else { return canBeResumed }
            let last = try? checkpoint()
            return checkpoints.finish(with: last?.checkpoint, syncing: last?.syncs ?? [])
        case .inconsistency, .data, .input:
            checkpoints?.wait()
            return false
        }
    }

    /// The state of the run; `nil` where it cannot be continued from here.
    private mutating func checkpoint() throws(IngestionError) -> (checkpoint: Checkpoint, syncs: [BackgroundSync])? {
        guard isConsistent, !isBroken, let (mark, parts) = pointToContinueFrom() else { return nil }
        isConsistent = false
        let rejects = try output?.flushRejects()
        isConsistent = true
        let checkpoint = Checkpoint(
            replaces: replaces,
            mark: mark,
            parts: output?.finishedParts(parts.finishedCount) ?? [],
            openPart: parts.open?.written,
            rowGroups: parts.rowGroups
        )
        return (checkpoint, [parts.open?.sync, rejects].compactMap(\.self))
    }

    private mutating func pointToContinueFrom() -> (InputMark, WrittenParts)? {
        if output?.closedRowGroups != nil { return resumable.map { ($0.mark, $0.parts) } }
        // At its beginning a run has nothing to continue.
        guard let mark, mark.nextChunk > context.head.chunkStart, let parts = output?.writtenParts else { return nil }
        return (mark, parts)
    }

    /// Takes note of the files if the chunk just entered has closed a row group.
    ///
    /// Behind it stand records of that chunk that are in memory alone, so the run goes on from the chunk's beginning.
    private mutating func keepRowGroups() {
        guard let mark, let count = output?.closedRowGroups, count > resumable?.closedRowGroups ?? 0,
            let parts = output?.writtenParts
        else { return }
        resumable = (mark, parts, count)
    }

    /// Takes note of where a run begins that continues no other.
    mutating func depart() {
        mark = ResumableSeam(context.firstSeam).map { currentMark($0, nextChunk: context.head.chunkStart) }
    }

    private mutating func currentMark(_ seam: ResumableSeam, nextChunk: Int) -> InputMark {
        InputMark(
            seam: seam,
            nextChunk: nextChunk,
            ledger: ledger,
            extent: positions.extent,
            errors: tally,
            cleaningCounts: cleaningCounts,
            droppedFields: droppedFields,
            rejects: output?.accountedRejects
        )
    }
}
