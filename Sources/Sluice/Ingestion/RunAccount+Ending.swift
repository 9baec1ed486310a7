extension RunAccount {
    /// Ends a run whose input has been read up to `end`: checks the account, and publishes.
    ///
    /// Whether `file`, the input where it is one, has changed is asked last of all: from then on it may.
    mutating func finish(end: Int, of file: FileSource?) throws(IngestionError) -> IngestionReport {
        if case .quarantine(.percentage(let limit)) = context.options.errorPolicy,
            Double(faultCount) * 100 > limit * Double(ledger.recordsSeen)
        {
            throw IngestionError(
                .data,
                "\(faultCount) errors in \(ledger.recordsSeen) records, over \(limit) %\(consequence)"
            )
        }
        guard context.head.beginsWithArray != nil || ledger.recordsSeen > 0 || faultCount == 0 else {
            throw IngestionError(.input, "\(context.inputName) is not JSON: no object or array was found in it")
        }
        isConsistent = false
        guard let files = try output?.finish() else {
            if let change = file?.change { throw change }
            return report(parts: [], published: false)
        }
        isConsistent = true
        try ledger.check(
            inputBytes: context.totalBytes ?? end,
            recordsInParts: files.parts.reduce(0) { $0 + $1.records }
        )
        checkpoints?.wait()
        if let change = file?.change { throw change }
        return try publish(files.parts, files.rejects)
    }

    private mutating func publish(
        _ parts: [FinishedPart],
        _ rejects: WrittenFile?
    ) throws(IngestionError) -> IngestionReport {
        var report = report(parts: parts, published: true)
        let publication = OutputDirectory.Publication(
            parts: parts,
            rejects: rejects,
            companions: context.companions,
            isComplete: !isBroken
        )
        let manifest = manifest(of: publication, report)
        do throws(IngestionError) {
            try output?.publish(publication, manifest: manifest, through: context.options.publishGate)
        } catch {
            guard output?.isPublished == true else { throw error }
            throw IngestionError(published: report, "the data is published, but may not last: \(error.message)")
        }
        report.replacedAtomically = output?.replacesAtomically
        // There is nothing left to continue.
        checkpoints = nil
        defer { clearAway() }
        do throws(IngestionError) {
            try recordEnd(report)
        } catch {
            throw IngestionError(published: report, "the data is published, but \(error.message)")
        }
        return report
    }

    /// How many records and separators are bad.
    private var faultCount: Int { ledger.recordsRejected + tally.count(of: .separator) }

    private func manifest(of publication: OutputDirectory.Publication, _ report: IngestionReport) -> Manifest {
        Manifest(
            report: report,
            parts: publication.parts,
            rejects: publication.rejects,
            identity: context.identity,
            schema: context.schema,
            options: context.options,
            plan: context.plan,
            ledger: ledger,
            run: run,
            companions: publication.companions,
            started: started,
            ended: .now
        )
    }

    /// Ends a run that has failed: removes what it has written, or keeps it for a run that continues this one, and
    /// returns what is known of it.
    mutating func fail(with error: IngestionError) -> IngestionReport {
        let isKept = keepWork(after: error)
        if !isKept { output?.abandon() }
        var report = report(parts: [], published: false)
        report.isResumable = isKept
        report.status = .failed
        report.exitCode = error.kind.exitCode
        report.message = error.message
        report.isIncomplete = false
        // The run has failed for another reason already; that its end is not recorded changes nothing about it.
        try? journal?.append(.failed(StatusFigures(report), message: error.message))
        return report
    }

    /// Records the end of a run that is published, in the journal that is published with it.
    private mutating func recordEnd(_ report: IngestionReport) throws(IngestionError) {
        let figures = StatusFigures(report)
        journal = try output?.journal(run)
        try journal?.append(report.message.map { .failed(figures, message: $0) } ?? .completed(figures))
    }

    /// Removes what the published set has replaced.
    private mutating func clearAway() {
        if let warning = output?.clearAway() { context.onEvent(.warning(warning)) }
    }

    private func report(parts: [FinishedPart], published: Bool) -> IngestionReport {
        var report = IngestionReport()
        report.status = isBroken ? .failed : .completed
        report.exitCode = isBroken ? IngestionError.Kind.data.exitCode : 0
        report.input = context.inputName
        report.output = context.output.path
        report.shape = shape
        report.bytesRead = ledger.bytesRead
        report.recordsSeen = ledger.recordsSeen
        report.recordsWritten = ledger.recordsWritten
        report.recordsRejected = ledger.recordsRejected
        report.errors = tally.summaries
        report.cleaning = cleaning
        report.parts = parts.map { IngestionReport.Part(name: $0.name, records: $0.records, bytes: $0.bytes) }
        report.isIncomplete = isBroken
        report.resumedBytes = resumed?.bytes ?? 0
        report.resumedRecords = resumed?.records ?? 0
        report.seconds = (ContinuousClock.now - context.start) / .seconds(1)
        report.peakMemoryBytes = ProcessInformation.peakMemoryBytes
        report.jobs = context.options.jobs
        if isBroken {
            report.message = IngestionReport.brokenInput(isPublished: published)
        }
        return report
    }

    /// One value that is not a line of its own is an object by itself; any other sequence stays one.
    private var shape: InputShape {
        if context.head.beginsWithArray == true { return .array }
        return ledger.recordsSeen == 1 ? .object : .sequence
    }

    private var cleaning: [IngestionReport.CleaningSummary] {
        var summaries: [IngestionReport.CleaningSummary] = []
        for (rule, count) in zip(context.schema?.compiled.cleaningRules ?? [], cleaningCounts) where count > 0 {
            summaries.append(IngestionReport.CleaningSummary(field: rule.field, rule: rule.rule, count: count))
        }
        if droppedFields > 0 {
            summaries.append(IngestionReport.CleaningSummary(field: "", rule: "drop", count: droppedFields))
        }
        return summaries
    }
}
