/// The output directory of a run from claim to publish, with the files being written, the journal and the checkpoints.
struct RunDestination: ~Copyable {
    private let run: String
    private let request: OutputRequest
    /// `nil` until the run has begun.
    private var output: RunOutput?
    /// Records the run's start and end, beside its output.
    private var journal: StatusJournal?
    /// Writes checkpoints; `nil` for a run that cannot be continued.
    private var checkpoints: CheckpointWriter?
    /// Whether the run may replace a published one.
    private var replaces = false
    /// Whether there is an interrupted run for this one to continue.
    private var canBeResumed = false
    /// Whether a failed write has left the file of rejects in an unknown state.
    private var isTorn = false
    private var continuation = ContinuationPoint()
    private var warnings: [String] = []

    init(_ request: OutputRequest, run: String) {
        self.request = request
        self.run = run
        warnings = request.plan.warnings(request.options)
    }

    /// Returns the warnings since the last call.
    mutating func takeWarnings() -> [String] {
        defer { warnings = [] }
        return warnings
    }

    /// Writes accepted records of an input that begins at `start` in the sequence of all inputs.
    mutating func write(_ batch: borrowing EncodedBatch, of start: Int) throws(IngestionError) {
        try output?.write(batch, of: start)
    }

    /// Writes a rejected record; `raw` is its bytes, or as many of them as a reject shows.
    mutating func write(_ rejection: LocatedRejection, raw: Span<UInt8>) throws(IngestionError) {
        try output?.write(rejection, raw: raw)
    }
}

// MARK: The beginning

extension RunDestination {
    /// Claims the directory, and determines where the run begins.
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
            // If starting over is refused too, that reason is reported.
            try claim.refuse(otherwise, request.inputs)
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
        try claim.refuse(existing, request.inputs)
        let recovery = try recover(&claim)
        let (hadWork, wasResumable) = try claim.discardWork()
        if hadWork, request.options.existingOutput == existing {
            let advice = wasResumable ? "; it could have been resumed" : ""
            warnings.append("the working files of an interrupted run on \(claim.path.shown) were discarded\(advice)")
        }
        let directory = try OutputDirectory(claim, run: run)
        if !directory.replacesAtomically, claim.published != nil {
            let consequence = "readers may see an incomplete set while the files are moved"
            warnings.append("\(claim.path.shown) cannot be replaced in one step: \(consequence)")
        }
        let output = RunOutput(directory: directory, plan: request.plan, options: request.options)
        try take(output, isResumed: false, recovery)
        replaces = existing == .replace || existing == .resumeOrReplace
    }

    private mutating func resume(_ claim: inout OutputClaim) throws(IngestionError) -> RunStart {
        guard let binding = request.binding else { throw request.cannotResume }
        try finishInstalling(&claim, binding)
        let work = try claim.reading { () throws(SystemError) in try claim.resumable() }
        guard let work else {
            if let finished = try finished(&claim, binding) { return .published(finished) }
            try begin(&claim, request.options.existingOutput)
            return .beginning
        }
        let checkpoint = try claim.checkpoint(in: work, for: binding)
        try claim.refuse(checkpoint.replaces ? .replace : .resume, request.inputs)
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

    /// Completes a publish that was interrupted while the files of a complete set were being moved into the directory.
    private mutating func finishInstalling(_ claim: inout OutputClaim, _ binding: RunBinding) throws(IngestionError) {
        guard claim.inside?.marker?.state == .installing, let target = claim.target else { return }
        guard let set = try claim.reading({ [claim] () throws(SystemError) in try claim.targetSet() }) else { return }
        if let difference = set.difference(from: binding) { throw claim.refusal(difference) }
        try recoverPublished(&claim, in: target)
    }

    /// Recovers from a run that died during or after its publish to `target`, if everything there is Sluice's.
    private mutating func recoverPublished(_ claim: inout OutputClaim, in target: Directory) throws(IngestionError) {
        try claim.refuse(.replace, request.inputs)
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
        if let parts = self.output?.writtenParts { continuation.resume(at: checkpoint.mark, parts) }
    }

    private mutating func recover(_ claim: inout OutputClaim) throws(IngestionError) -> OutputClaim.Recovery {
        let recovery = try claim.recover()
        if let kept = recovery.kept.first {
            warnings.append("\(kept), in the working directory of \(claim.path.shown), is not Sluice's and was kept")
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
        let event = StatusEvent.running(input: request.inputs.summary, pipelineID: request.options.pipelineID)
        try journal.append(event, at: request.started)
    }

    /// The run that is published in the directory, if it is the requested one.
    private mutating func finished(
        _ claim: inout OutputClaim,
        _ binding: RunBinding
    ) throws(IngestionError) -> FinishedRun? {
        guard let finished = try FinishedRun(in: claim, binding) else { return nil }
        guard let target = claim.target, claim.beside != nil || claim.inside != nil else { return finished }
        // The run died after its publish, so its working files are no longer needed.
        try recoverPublished(&claim, in: target)
        try claim.removeWorkspaces()
        return finished
    }
}

// MARK: Checkpoints

extension RunDestination {
    /// Records where an input's first record and first chunk begin.
    mutating func begin(at seam: Seam, firstChunk: Int, _ totals: RunTotals) {
        continuation.begin(at: seam, firstChunk: firstChunk, totals, accountedRejects)
    }

    /// Records how far the run has come with a chunk, and has a checkpoint written if one is due.
    ///
    /// `seam` is `nil` if the run cannot be continued from there.
    mutating func advance(to seam: Seam?, nextChunk: Int, _ totals: RunTotals) throws(IngestionError) {
        guard let checkpoints else { return }
        if let count = output?.closedRowGroups, let parts = output?.writtenParts {
            continuation.keepRowGroups(count, parts)
        }
        continuation.advance(to: seam, nextChunk: nextChunk, totals, accountedRejects)
        guard checkpoints.isDue, let (checkpoint, syncs) = try checkpoint() else { return }
        if let failure = checkpoints.takeFailure() {
            warnings.append("a checkpoint could not be written: \(failure); the previous one remains")
        }
        checkpoints.write(checkpoint, syncing: syncs)
    }

    /// The state of the run; `nil` if it cannot be continued from here.
    private mutating func checkpoint() throws(IngestionError) -> (checkpoint: Checkpoint, syncs: [BackgroundSync])? {
        guard !isTorn, let (mark, parts) = continuationPoint else { return nil }
        isTorn = true
        let rejects = try output?.flushRejects()
        isTorn = false
        guard let checkpoint = output?.checkpoint(at: mark, parts, replaces: replaces) else { return nil }
        return (checkpoint, [parts.open?.sync, rejects].compactMap(\.self))
    }

    private var continuationPoint: (mark: InputMark, parts: WrittenParts)? {
        switch output {
        case .some(let output): continuation.current(in: output)
        case .none: nil
        }
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
    /// Closes the files; returns the parts, and the rejects if there are any.
    mutating func finish() throws(IngestionError) -> (parts: [FinishedPart], rejects: WrittenFile?) {
        guard let files = try output?.finish() else { return ([], nil) }
        checkpoints?.wait()
        return files
    }

    /// Puts everything in place and records the end of the run; completes `report`.
    mutating func publish(
        _ publication: OutputDirectory.Publication,
        _ manifest: Manifest,
        _ report: inout IngestionReport
    ) throws(IngestionError) {
        do throws(IngestionError) {
            try output?.publish(publication, manifest: manifest, through: request.options.publishGate)
        } catch {
            guard output?.isPublished == true else { throw error }
            let cause = IngestionError(.output, "it may not survive a power failure: \(error.message)")
            throw IngestionError(published: report, after: cause)
        }
        report.replacedAtomically = output?.replacesAtomically
        // There is nothing left to continue.
        checkpoints = nil
        defer { if let warning = output?.clearAway() { warnings.append(warning) } }
        do throws(IngestionError) { try recordEnd(report) } catch {
            throw IngestionError(published: report, after: error)
        }
    }

    /// Records the end of a published run, in the journal that is published with it.
    private mutating func recordEnd(_ report: IngestionReport) throws(IngestionError) {
        let figures = StatusFigures(report)
        journal = try output?.journal(run)
        let event = report.message.map { .failed(figures, message: $0) } ?? StatusEvent.completed(figures)
        try journal?.append(event, at: report.ended)
    }

    /// Ends a run that has failed with `error`: removes its files, or keeps them for a resume; records it in `report`.
    ///
    /// `isWhole` is whether the totals and the files agree, which they do not if a chunk was recorded only in part.
    mutating func fail(with error: IngestionError, isWhole: Bool, _ report: inout IngestionReport) {
        let isKept = keepWork(after: error, isWhole: isWhole)
        if !isKept { output?.abandon() }
        report.isResumable = isKept
        // The run has already failed; being unable to record that does not change the outcome.
        let figures = StatusFigures(report)
        let isInterrupted = report.status == .interrupted
        let event =
            isInterrupted
            ? StatusEvent.interrupted(figures, message: error.message) : .failed(figures, message: error.message)
        try? journal?.append(event, at: report.ended)
    }

    /// Ends the checkpoints of a run that has failed with `error`; returns whether there is something to continue.
    ///
    /// If the run was interrupted between two chunks, a checkpoint of that point is written now. If the output failed,
    /// there may be no room for another, and the last one counts.
    private mutating func keepWork(after error: IngestionError, isWhole: Bool) -> Bool {
        switch error.kind {
        // A run that is refused at the end, because of something foreign in the output directory, is still whole.
        case .interrupted, .output, .usage:
            // If it ended before an earlier run's work was verified, that is unchanged.
            guard let checkpoints, output != nil else { return canBeResumed }
            let last = isWhole ? try? checkpoint() : nil
            return checkpoints.finish(with: last?.checkpoint, syncing: last?.syncs ?? [])
        case .inconsistency, .data, .input:
            checkpoints?.wait()
            return false
        }
    }
}
