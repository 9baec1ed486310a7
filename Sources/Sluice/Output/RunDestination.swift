/// The output directory of a run from its claim to its publish: the files that are being written, the journal beside
/// them, and the checkpoints from which the run can be continued.
struct RunDestination: ~Copyable {
    /// The run's name in the journal.
    private let run: String
    private let request: OutputRequest
    /// Nothing is open until the run has begun.
    private var output: RunOutput?
    /// Where the run's beginning and end are recorded, beside its output.
    private var journal: StatusJournal?
    /// What writes checkpoints, for a run that can be continued.
    private var checkpoints: CheckpointWriter?
    /// Whether the run may replace a published one.
    private var replaces = false
    /// Whether there is an interrupted run that this one is to continue.
    private var canBeResumed = false
    /// Whether a failed write has left the file of rejects in an unknown state.
    private var isTorn = false
    /// How far the run had accounted for its input with the last chunk, if it can be continued from there.
    private var mark: InputMark?
    /// The last mark by which all is in the files, and what they held: with row groups it lags behind.
    private var resumable: (mark: InputMark, parts: WrittenParts, closedRowGroups: Int)?
    /// Where the first chunk begins.
    private var firstChunk = 0
    private var warnings: [String] = []

    init(_ request: OutputRequest, run: String) {
        self.request = request
        self.run = run
    }

    /// Returns what has gone wrong without changing the data, once.
    mutating func takeWarnings() -> [String] {
        defer { warnings = [] }
        return warnings
    }

    /// Writes accepted records.
    mutating func write(_ batch: borrowing EncodedBatch) throws(IngestionError) { try output?.write(batch) }

    /// Writes a rejected record; `raw` are its bytes, or as many of them as a reject shows.
    mutating func write(
        _ rejection: RecordRejection,
        at position: RecordPosition,
        violationPositions: [RecordPosition],
        raw: Span<UInt8>
    ) throws(IngestionError) {
        try output?.write(rejection, at: position, violationPositions: violationPositions, raw: raw)
    }
}

// MARK: The beginning

extension RunDestination {
    /// Claims the directory, and finds out where the run is to begin.
    mutating func open() throws(IngestionError) -> RunStart {
        var claim = try OutputClaim.claim(request.path)
        let otherwise: IngestionOptions.ExistingOutput?
        switch request.options.existingOutput {
        case .refuse, .replace:
            try begin(&claim, request.options.existingOutput)
            return .beginning
        case .resume: otherwise = request.existingAtFirst
        case .resumeOrReplace: otherwise = .replace
        }
        do throws(IngestionError) {
            return try resume(&claim)
        } catch {
            guard error.kind == .usage, let otherwise else { throw error }
            // Refused for another reason as well, it says that one.
            try claim.refuse(otherwise, request.inputPlace)
            warnings.append("\(error.message); starting over")
            canBeResumed = false
            try begin(&claim, otherwise)
            return .beginning
        }
    }

    private mutating func begin(
        _ claim: inout OutputClaim,
        _ existing: IngestionOptions.ExistingOutput
    ) throws(IngestionError) {
        try claim.refuse(existing, request.inputPlace)
        let recovery = try recover(&claim)
        let (hadWork, wasResumable) = try claim.discardWork()
        if hadWork, request.options.existingOutput == existing {
            let advice = wasResumable ? "; it could have been resumed" : ""
            warnings.append("the working files of an interrupted run on \(claim.path.shown) were discarded\(advice)")
        }
        let directory = try OutputDirectory(claim, run: run)
        if !directory.replacesAtomically, claim.published != nil {
            let consequence = "while the files are moved, readers see some of them"
            warnings.append("\(claim.path.shown) cannot be replaced in one step: \(consequence)")
        }
        let output = RunOutput(directory: directory, plan: request.plan, options: request.options)
        try take(output, isResumed: false, recovery)
        replaces = existing == .replace || existing == .resumeOrReplace
    }

    private mutating func resume(_ claim: inout OutputClaim) throws(IngestionError) -> RunStart {
        guard let binding = request.binding else {
            throw IngestionError(
                .usage,
                "\(request.inputName == "-" ? "standard input" : request.inputName) is not a file,"
                    + " and what has been read of it is gone: such a run cannot be resumed"
            )
        }
        try finishInstalling(&claim, binding)
        let work = try claim.reading { () throws(SystemError) in try claim.resumable() }
        guard let work else {
            if let finished = try finished(&claim, binding) { return .published(finished) }
            try begin(&claim, request.options.existingOutput)
            return .beginning
        }
        let checkpoint = try claim.checkpoint(in: work, for: binding)
        try claim.refuse(checkpoint.replaces ? .replace : .resume, request.inputPlace)
        let directory = try OutputDirectory(claim, continuing: work)
        canBeResumed = true
        let openPart: String?
        do throws(IngestionError) {
            openPart = try claim.verify(checkpoint, in: directory.set, request.options.format)
        } catch {
            canBeResumed = error.kind != .usage
            throw error
        }
        try restart(directory, at: checkpoint, openPart: openPart)
        return .resumed(checkpoint)
    }

    /// Completes a publish that was interrupted while the files of a complete set were moved into the directory.
    private mutating func finishInstalling(_ claim: inout OutputClaim, _ binding: RunBinding) throws(IngestionError) {
        guard claim.inside?.marker?.state == .installing, let target = claim.target else { return }
        let set = try claim.reading { [claim] () throws(SystemError) in try claim.targetSet() }
        guard let set else { return }
        if let difference = set.difference(from: binding) { throw claim.refusal(difference) }
        try claim.refuse(.replace, request.inputPlace)
        try recover(&claim).record(in: StatusJournal(in: target, called: claim.path.shown, run: run))
    }

    /// Continues the verified work in `directory`.
    private mutating func restart(
        _ directory: OutputDirectory,
        at checkpoint: Checkpoint,
        openPart: String?
    ) throws(IngestionError) {
        var directory = directory
        let recovery = try recover(&directory.claim)
        try directory.claim.discardOthers(than: directory.workspace)
        try directory.take(for: run)
        let output = try RunOutput(
            resuming: checkpoint,
            openPart: openPart,
            in: directory,
            plan: request.plan,
            options: request.options
        )
        try take(output, isResumed: true, recovery)
        replaces = checkpoint.replaces
        mark = checkpoint.mark
        if let parts = self.output?.writtenParts { resumable = (checkpoint.mark, parts, 0) }
    }

    private mutating func recover(_ claim: inout OutputClaim) throws(IngestionError) -> OutputClaim.Recovery {
        let recovery = try claim.recover()
        if let kept = recovery.kept.first {
            warnings.append("\(kept) is not Sluice's and was kept in the working directory of \(claim.path.shown)")
        }
        return recovery
    }

    private mutating func take(
        _ output: consuming RunOutput,
        isResumed: Bool,
        _ recovery: OutputClaim.Recovery
    ) throws(IngestionError) {
        if let binding = request.binding { checkpoints = output.checkpoints(binding, hasCheckpoint: isResumed) }
        let journal = try output.journal(run)
        self.output = consume output
        self.journal = journal
        try recovery.record(in: journal)
        try journal.append(.running(input: request.inputName))
    }

    /// The run that is published in the directory, if it is the one that was asked for.
    private mutating func finished(
        _ claim: inout OutputClaim,
        _ binding: RunBinding
    ) throws(IngestionError) -> FinishedRun? {
        guard let finished = try FinishedRun(in: claim, binding) else { return nil }
        guard let target = claim.target, claim.beside != nil || claim.inside != nil else { return finished }
        // What the run has left because it died after its publish is no longer needed, if it is Sluice's.
        try claim.refuse(.replace, request.inputPlace)
        try recover(&claim).record(in: StatusJournal(in: target, called: claim.path.shown, run: run))
        try claim.removeWorkspaces()
        return finished
    }
}

// MARK: Checkpoints

extension RunDestination {
    /// Notes where a run begins that continues no other: before its first chunk there is nothing to continue.
    mutating func begin(at seam: Seam, firstChunk: Int, _ totals: RunTotals) {
        self.firstChunk = firstChunk
        guard mark == nil else { return }
        mark = ResumableSeam(seam).map { currentMark($0, nextChunk: firstChunk, totals) }
    }

    /// Notes how far the run has come with a chunk, and has a checkpoint written if one is due.
    ///
    /// `seam` is `nil` where the run cannot be continued from there.
    mutating func advance(to seam: Seam?, nextChunk: Int, _ totals: RunTotals) throws(IngestionError) {
        guard let checkpoints else { return }
        keepRowGroups()
        mark = seam.flatMap { ResumableSeam($0) }.map { currentMark($0, nextChunk: nextChunk, totals) }
        guard checkpoints.isDue, let (checkpoint, syncs) = try checkpoint() else { return }
        if let failure = checkpoints.takeFailure() {
            warnings.append("a checkpoint could not be written: \(failure); the run can be resumed from the last one")
        }
        checkpoints.write(checkpoint, syncing: syncs)
    }

    /// The state of the run; `nil` where it cannot be continued from here.
    private mutating func checkpoint() throws(IngestionError) -> (checkpoint: Checkpoint, syncs: [BackgroundSync])? {
        guard !isTorn, let (mark, parts) = pointToContinueFrom() else { return nil }
        isTorn = true
        let rejects = try output?.flushRejects()
        isTorn = false
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
        if output?.closedRowGroups != nil {
            guard let resumable else { return nil }
            return (resumable.mark, resumable.parts)
        }
        guard let mark, mark.nextChunk > firstChunk, let parts = output?.writtenParts else { return nil }
        return (mark, parts)
    }

    /// Notes what the files hold if the chunk just written has closed a row group.
    ///
    /// After it come records of that chunk that are in memory alone, so the run continues at the chunk's beginning.
    private mutating func keepRowGroups() {
        guard let mark, let count = output?.closedRowGroups, count > resumable?.closedRowGroups ?? 0,
            let parts = output?.writtenParts
        else { return }
        resumable = (mark, parts, count)
    }

    private func currentMark(_ seam: ResumableSeam, nextChunk: Int, _ totals: RunTotals) -> InputMark {
        InputMark(seam: seam, nextChunk: nextChunk, totals: totals, rejects: accountedRejects)
    }

    private var accountedRejects: WrittenFile? {
        switch output {
        case .some(let output): output.accountedRejects
        case .none: nil
        }
    }
}

// MARK: The end

extension RunDestination {
    /// Closes the files; returns the parts, and the rejects where there are any.
    mutating func finish() throws(IngestionError) -> (parts: [FinishedPart], rejects: WrittenFile?) {
        guard let files = try output?.finish() else { return ([], nil) }
        checkpoints?.wait()
        return files
    }

    /// Puts everything in place and records the end of the run; completes `report` with how that was done.
    mutating func publish(
        _ publication: OutputDirectory.Publication,
        _ manifest: Manifest,
        _ report: inout IngestionReport
    ) throws(IngestionError) {
        do throws(IngestionError) {
            try output?.publish(publication, manifest: manifest, through: request.options.publishGate)
        } catch {
            guard output?.isPublished == true else { throw error }
            throw IngestionError(published: report, after: IngestionError(.output, "may not last: \(error.message)"))
        }
        report.replacedAtomically = output?.replacesAtomically
        // There is nothing left to continue.
        checkpoints = nil
        defer { if let warning = output?.clearAway() { warnings.append(warning) } }
        do throws(IngestionError) {
            try recordEnd(report)
        } catch {
            throw IngestionError(published: report, after: error)
        }
    }

    /// Records the end of a run that is published, in the journal that is published with it.
    private mutating func recordEnd(_ report: IngestionReport) throws(IngestionError) {
        let figures = StatusFigures(report)
        journal = try output?.journal(run)
        try journal?.append(report.message.map { .failed(figures, message: $0) } ?? .completed(figures))
    }

    /// Ends a run that has failed with `error`: removes what it has written, or keeps it for a run that continues this
    /// one; completes `report` and records it.
    ///
    /// `isWhole` says whether the totals and the files agree: not after a chunk was recorded in part.
    mutating func fail(with error: IngestionError, isWhole: Bool, _ report: inout IngestionReport) {
        let isKept = keepWork(after: error, isWhole: isWhole)
        if !isKept { output?.abandon() }
        report.isResumable = isKept
        // The run has failed for another reason already; that its end is not recorded changes nothing about it.
        try? journal?.append(.failed(StatusFigures(report), message: error.message))
    }

    /// Ends the checkpoints of a run that has failed with `error`: keeps what it can be continued from, or returns
    /// `false` if there is nothing.
    ///
    /// What has been read and written is whole if the run was interrupted between two chunks; a checkpoint of that is
    /// written now. Where the output failed the last one counts, and the failure may leave no room for another.
    private mutating func keepWork(after error: IngestionError, isWhole: Bool) -> Bool {
        switch error.kind {
        // Refused at the end, because something foreign has come into the output directory, it is still whole.
        case .interrupted, .output, .usage:
            // Interrupted before it was verified, what was there is still there.
            guard let checkpoints, output != nil else { return canBeResumed }
            let last = isWhole ? try? checkpoint() : nil
            return checkpoints.finish(with: last?.checkpoint, syncing: last?.syncs ?? [])
        case .inconsistency, .data, .input:
            checkpoints?.wait()
            return false
        }
    }
}
