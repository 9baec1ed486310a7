/// How a run begins.
enum RunStart: Sendable {
    /// At the first record.
    case beginning
    /// Where an interrupted run has stopped.
    case resumed(ResumePoint)
    /// Not at all: what it would publish stands there.
    case published(IngestionReport)
}

extension RunAccount {
    /// Takes the output directory, if the run has one, and looks where the run is to begin.
    mutating func open() throws(IngestionError) -> RunStart {
        guard case .directory(let path) = context.output else { return .beginning }
        let otherwise: IngestionOptions.ExistingOutput?
        switch context.options.existingOutput {
        case .refuse, .replace:
            try begin(path, context.options.existingOutput)
            return .beginning
        case .resume: otherwise = context.existingAtFirst
        case .resumeOrReplace: otherwise = .replace
        }
        do throws(IngestionError) {
            return try resume(path)
        } catch {
            guard error.kind == .usage, let otherwise else { throw error }
            context.onEvent(.warning("\(error.message); this run does"))
            try begin(path, otherwise)
            return .beginning
        }
    }

    private mutating func begin(_ path: String, _ existing: IngestionOptions.ExistingOutput) throws(IngestionError) {
        let directory = try OutputDirectory(path: path, existing: existing, input: context.identity)
        if directory.hasClearedWork, context.options.existingOutput == existing {
            context.onEvent(
                .warning("an interrupted run in \(Excerpt.path(path)) is cleared; --resume would have continued it")
            )
        }
        try take(RunOutput(directory: directory, context: context), in: path, isResumed: false)
        replaces = existing == .replace
        depart()
    }

    private mutating func resume(_ path: String) throws(IngestionError) -> RunStart {
        guard let binding = context.binding else {
            throw IngestionError(
                .usage,
                "\(context.inputName == "-" ? "standard input" : context.inputName) is no file,"
                    + " and what has been read of it is gone: such a run cannot be resumed"
            )
        }
        let directory = try OutputDirectory(keepingWorkIn: path)
        guard let checkpoint = try directory.checkpoint(for: binding) else {
            if let report = try finished(directory, binding) { return .published(report) }
            let existing = context.options.existingOutput
            try directory.refuse(existing, input: context.identity)
            try directory.clear()
            replaces = existing == .resumeOrReplace
            try take(RunOutput(directory: directory, context: context), in: path, isResumed: false)
            depart()
            return .beginning
        }
        canBeResumed = true
        try directory.refuse(checkpoint.replaces ? .replace : .resume, input: context.identity)
        let output = try RunOutput(resuming: checkpoint, in: directory, context: context)
        try take(output, in: path, isResumed: true)
        restore(checkpoint)
        return .resumed(checkpoint.mark.resumePoint)
    }

    private mutating func take(
        _ output: consuming RunOutput,
        in path: String,
        isResumed: Bool
    ) throws(IngestionError) {
        if let binding = context.binding { checkpoints = try output.checkpoints(binding, isOne: isResumed) }
        self.output = consume output
        journal = StatusJournal(directory: path)
        try journal?.append(.running(input: context.inputName))
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

    /// The report of the run that stands in the directory, if it is the one that was asked for.
    private mutating func finished(
        _ directory: borrowing OutputDirectory,
        _ binding: RunBinding
    ) throws(IngestionError) -> IngestionReport? {
        guard let run = try FinishedRun(in: directory, binding) else { return nil }
        var report = IngestionReport()
        report.input = context.inputName
        report.output = context.output.path
        try run.complete(&report, in: directory)
        report.seconds = (ContinuousClock.now - context.start) / .seconds(1)
        report.peakMemoryBytes = ProcessInformation.peakMemoryBytes
        report.jobs = context.options.jobs
        report.resumedBytes = report.bytesRead
        report.resumedRecords = report.recordsSeen
        // Nothing was written: only an empty directory is to go.
        try? directory.removeTemporary()
        return report
    }
}
