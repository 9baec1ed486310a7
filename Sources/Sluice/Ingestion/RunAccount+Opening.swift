/// How a run begins.
enum RunStart: Sendable {
    /// At the first record.
    case beginning
    /// Where an interrupted run stopped.
    case resumed(ResumePoint)
    /// Not at all: what it would publish is there.
    case published(IngestionReport)
}

extension RunAccount {
    /// Takes the output directory, if the run has one, and looks where the run is to begin.
    mutating func open() throws(IngestionError) -> RunStart {
        guard case .directory(let path) = context.output else { return .beginning }
        var claim = try OutputClaim.claim(path)
        let otherwise: IngestionOptions.ExistingOutput?
        switch context.options.existingOutput {
        case .refuse, .replace:
            try begin(&claim, context.options.existingOutput)
            return .beginning
        case .resume: otherwise = context.existingAtFirst
        case .resumeOrReplace: otherwise = .replace
        }
        do throws(IngestionError) {
            return try resume(&claim)
        } catch {
            guard error.kind == .usage, let otherwise else { throw error }
            // Refused for another reason as well, it says that one.
            try claim.refuse(otherwise, context.inputPlace)
            context.onEvent(.warning("\(error.message), and so does this run"))
            canBeResumed = false
            try begin(&claim, otherwise)
            return .beginning
        }
    }

    private mutating func begin(
        _ claim: inout OutputClaim,
        _ existing: IngestionOptions.ExistingOutput
    ) throws(IngestionError) {
        try claim.refuse(existing, context.inputPlace)
        let recovery = try recover(&claim)
        let (hadWork, wasResumable) = try claim.discardWork()
        if hadWork, context.options.existingOutput == existing {
            let advice = wasResumable ? "; --resume would have continued it" : ""
            context.onEvent(
                .warning("the working files of an interrupted run on \(claim.path.shown) were discarded\(advice)")
            )
        }
        let directory = try OutputDirectory(claim, run: run)
        if !directory.replacesAtomically, claim.published != nil {
            let consequence = "while the files are moved, readers see some of them"
            context.onEvent(.warning("\(claim.path.shown) cannot be replaced in one step: \(consequence)"))
        }
        try take(RunOutput(directory: directory, plan: context.plan, options: context.options), isResumed: false, recovery)
        replaces = existing == .replace || existing == .resumeOrReplace
        depart()
    }

    private mutating func resume(_ claim: inout OutputClaim) throws(IngestionError) -> RunStart {
        guard let binding = context.binding else {
            throw IngestionError(
                .usage,
                "\(context.inputName == "-" ? "standard input" : context.inputName) is not a file,"
                    + " and what has been read of it is gone: such a run cannot be resumed"
            )
        }
        let existing = context.options.existingOutput
        try finishInstalling(&claim, binding)
        let work = try claim.reading { () throws(SystemError) in try claim.resumable() }
        guard let work else {
            if let report = try finished(&claim, binding) { return .published(report) }
            try begin(&claim, existing)
            return .beginning
        }
        let checkpoint = try claim.checkpoint(in: work, for: binding)
        try claim.refuse(checkpoint.replaces ? .replace : .resume, context.inputPlace)
        let directory = try OutputDirectory(claim, continuing: work)
        canBeResumed = true
        let openPart: String?
        do throws(IngestionError) {
            openPart = try claim.verify(checkpoint, in: directory.set, context.options.format)
        } catch {
            canBeResumed = error.kind != .usage
            throw error
        }
        try restart(directory, at: checkpoint, openPart: openPart)
        return .resumed(checkpoint.mark.resumePoint)
    }

    /// Completes a publish that was interrupted while the files of a complete set were moved into the directory.
    private func finishInstalling(_ claim: inout OutputClaim, _ binding: RunBinding) throws(IngestionError) {
        guard claim.inside?.marker?.state == .installing, let target = claim.target else { return }
        let set = try claim.reading { [claim] () throws(SystemError) in try claim.targetSet() }
        guard let set else { return }
        if let difference = set.difference(from: binding) { throw claim.refusal(difference) }
        try claim.refuse(.replace, context.inputPlace)
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
            plan: context.plan,
            options: context.options
        )
        try take(output, isResumed: true, recovery)
        restore(checkpoint)
    }

    private func recover(_ claim: inout OutputClaim) throws(IngestionError) -> OutputClaim.Recovery {
        let recovery = try claim.recover()
        if let kept = recovery.kept.first {
            let place = "the working directory of \(claim.path.shown)"
            context.onEvent(.warning("\(kept) is not Sluice's and was kept in \(place)"))
        }
        return recovery
    }

    private mutating func take(
        _ output: consuming RunOutput,
        isResumed: Bool,
        _ recovery: OutputClaim.Recovery
    ) throws(IngestionError) {
        if let binding = context.binding { checkpoints = output.checkpoints(binding, hasCheckpoint: isResumed) }
        let journal = try output.journal(run)
        self.output = consume output
        self.journal = journal
        try recovery.record(in: journal)
        try journal.append(.running(input: context.inputName))
    }

    private mutating func restore(_ checkpoint: Checkpoint) {
        replaces = checkpoint.replaces
        ledger = checkpoint.mark.ledger
        positions = PositionResolver(prologue: checkpoint.mark.extent)
        tally = checkpoint.mark.errors
        cleaningCounts = checkpoint.mark.cleaningCounts
        droppedFields = checkpoint.mark.droppedFields
        mark = checkpoint.mark
        resumed = progress
        if let parts = output?.writtenParts { resumable = (checkpoint.mark, parts, 0) }
    }

    /// The report of the run that is published in the directory, if it is the one that was asked for.
    private func finished(
        _ claim: inout OutputClaim,
        _ binding: RunBinding
    ) throws(IngestionError) -> IngestionReport? {
        guard let finished = try FinishedRun(in: claim, binding) else { return nil }
        var report = IngestionReport()
        report.input = context.inputName
        report.output = context.output.path
        try finished.complete(&report)
        report.seconds = (ContinuousClock.now - context.start) / .seconds(1)
        report.peakMemoryBytes = ProcessInformation.peakMemoryBytes
        report.jobs = context.options.jobs
        report.resumedBytes = report.bytesRead
        report.resumedRecords = report.recordsSeen
        guard let target = claim.target, claim.beside != nil || claim.inside != nil else { return report }
        // What the run has left because it died after its publish is no longer needed, if it is Sluice's.
        try claim.refuse(.replace, context.inputPlace)
        try recover(&claim).record(in: StatusJournal(in: target, called: claim.path.shown, run: run))
        try claim.removeWorkspaces()
        return report
    }
}
