/// The account of a run: what was seen, written and rejected, input by input and chunk by chunk.
///
/// A chunk is recorded in steps, so that diagnostics leave in batches of bounded size:
///
/// ```
/// begin(input) ┬─► begin ── recordRejections, until all are recorded ── end ─┬─► endInput
///              └─◄───────────────────────────────────────────────────────────┘
/// ```
struct RunAccount: ~Copyable {
    /// A batch of diagnostics is full once a record brings it to this many.
    private static let batchSize = 256

    /// The chunk that is being recorded.
    private struct Entry {
        /// Where all faults and notices in it are.
        let places: FaultPlaces
        /// The index of the next rejection to record.
        var next = 0
        /// The number of faults in the run so far.
        var faults: Int
    }

    /// The outcome of recording rejections in one step.
    struct Rejections {
        var diagnostics: [Diagnostic] = []
        /// Why the run ends with the last of them; `nil` if it continues.
        var failure: IngestionError?
        var areAllRecorded = false
    }

    private let context: RunContext
    /// The run's name in the journal.
    private let run = StatusJournal.newRun()
    /// `nil` unless the run publishes a directory.
    private var destination: RunDestination?
    /// What is asked of a stream, and the stream once it is open; `nil` unless the run writes to one.
    private let streamRequest: StreamRequest?
    private var stream: StreamOutput?
    private var totals = RunTotals()
    /// The current input; after the end, the last one.
    private(set) var input: RunInput?
    private var positions = PositionResolver(prologue: TextExtent())
    private var entry: Entry?
    /// Whether the current input has broken off.
    private var isBroken = false
    private var skipped = SkippedInputs()
    private var fileProgress: FileProgress
    /// Where records may be, as far as the first one shows, if that is invalid.
    private var nestedRecords: NestedRecords?
    /// Whether any document has had records at the location.
    private var hasFoundRecords = false
    /// The end in its input of the last record of a run that the number of records has ended.
    private var stop: Int?
    /// Whether totals and files agree, which they do not while a chunk is being recorded, or after that has failed.
    private var isConsistent = true
    /// What an interrupted run had done, if this one continues it.
    private(set) var resumed: IngestionProgress?
    /// Whether anyone observes diagnostics.
    private let makesDiagnostics: Bool
    private let notices: NoticeRegister
    private var warnings: [String] = []

    init(
        _ context: RunContext,
        _ request: OutputRequest?,
        _ stream: StreamRequest?,
        notices: NoticeRegister,
        makesDiagnostics: Bool
    ) {
        self.context = context
        fileProgress = FileProgress(context.inputs)
        streamRequest = stream
        self.notices = notices
        self.makesDiagnostics = makesDiagnostics
        destination = request.map { [run] request in RunDestination(request, run: run) }
    }

    /// How many more records are read; `nil` for all.
    var remainingRecords: Int? { context.options.recordLimit.map { $0 - totals.ledger.recordsSeen } }

    /// Whether the last record of a limited run has been recorded.
    var isAtLimit: Bool { stop != nil }

    /// Whether a stream has received anything.
    var hasStreamed: Bool {
        switch stream {
        case .some(let stream): stream.hasWritten
        case .none: false
        }
    }

    /// How many records a stream has received; `nil` if the run does not write to one.
    private var streamedRecords: Int? {
        switch stream {
        case .some(let stream): stream.records
        case .none: nil
        }
    }

    var progress: IngestionProgress {
        totals.progress(totalBytes: fileProgress.totalBytes, fraction: fileProgress.fraction)
    }

    /// Returns the warnings since the last call.
    mutating func takeWarnings() -> [String] {
        defer { warnings.removeAll() }
        return warnings + (destination?.takeWarnings() ?? [])
    }

    /// Claims the output directory, if the run has one, and determines where the run begins.
    mutating func open() throws(IngestionError) -> RunStart {
        if let streamRequest { stream = try StreamOutput(streamRequest) }
        guard let start = try destination?.open() else { return .beginning }
        if case .resumed(let checkpoint) = start {
            totals = checkpoint.mark.totals
            hasFoundRecords = totals.ledger.recordsSeen > 0
            positions = PositionResolver(prologue: totals.extent)
            resumed = progress
        }
        return start
    }

    /// Records that the stream of a compressed input breaks off after the last chunk.
    ///
    /// - Throws: `IngestionError` if that ends the run.
    mutating func breakOff(_ streamBreak: StreamBreak) throws(IngestionError) {
        if case .fail = context.options.errorPolicy { throw context.failure(streamBreak) }
        // Where the text is cut off is explained by where the stream is.
        if totals.breakPlace == nil || isBroken {
            totals.breakPlace = Diagnostic(streamBreak, in: inputName, at: positions.extent)
        }
        isBroken = true
    }

    /// Records how far the run has come with a chunk; `seam` is `nil` if it cannot be continued from there.
    mutating func advance(to seam: Seam?, nextChunk: Int) throws(IngestionError) {
        // The end of broken input would be found broken once more.
        try destination?.advance(to: isBroken ? nil : seam, nextChunk: nextChunk, totals)
    }
}

// MARK: Inputs

extension RunAccount {
    /// Continues in `input`, of which the totals have a part already.
    mutating func resume(_ input: RunInput) {
        self.input = input
        totals.inputs.compression = input.facts?.compression
        fileProgress.resume(in: input)
    }

    /// Starts an input.
    mutating func begin(_ input: RunInput) throws(IngestionError) {
        self.input = input
        isBroken = false
        fileProgress.begin(input)
        switch input.content {
        case .blank(let blank):
            totals.ledger.pass(prologue: blank.bytes)
            positions = PositionResolver(prologue: TextExtent())
        case .opened(let facts):
            totals.ledger.pass(prologue: facts.head.start)
            positions = PositionResolver(prologue: facts.head.prologue)
            totals.extent = facts.head.prologue
            totals.inputs.compression = facts.compression
            if totals.inputs.beginsWithArray == nil { totals.inputs.beginsWithArray = facts.head.beginsWithArray }
            destination?.begin(at: facts.head.firstSeam, firstChunk: facts.head.chunkStart, totals)
        }
    }

    /// Ends the current input, whose reading ended at `end`.
    ///
    /// - Throws: `IngestionError` if bytes of it are not accounted for, or it is not JSON.
    mutating func endInput(at end: Int) throws(IngestionError) {
        fileProgress.end()
        totals.rejectsLeftOut += input?.facts?.replayed?.leftOut ?? input?.blank?.rejectsLeftOut ?? 0
        let figures = totals.inputs.figures(totals.ledger)
        var reason: String?
        switch input?.content {
        case .blank(let blank): reason = blank.bytes == 0 ? "is empty" : "contains only white space"
        case .opened(let facts):
            try totals.ledger.check(bytes: figures.bytes, of: facts.totalBytes ?? end)
            let mayBeBlank = facts.head.beginsWithArray == nil && facts.head.region == nil
            guard mayBeBlank, figures.records == 0 else { break }
            guard totals.faultsInInput == 0 else {
                throw IngestionError(.input, "\(facts.name) is not JSON: it contains no object or array")
            }
            reason = "contains no document"
        case nil: break
        }
        totals.endInput(isBlank: reason != nil)
        guard let reason, let index = input?.index, context.inputs.count > 1, !isBroken,
            notices.isNew(skippedInput: index)
        else { return }
        skipped.add(context.inputs.source(at: index).nameInMessages, reason)
        warnings += skipped.takeNotes()
    }

    /// Ends the current input with the last record of a limited run.
    mutating func endAtLimit() {
        if let stop { totals.rejectsLeftOut += input?.facts?.replayed?.record(at: stop)?.leftOutBefore ?? 0 }
        totals.endInput(isBlank: false)
    }

    /// The name of the current input.
    private var inputName: InputName {
        guard let input else { return InputName("") }
        return input.facts?.exactName ?? InputName(context.inputs.source(at: input.index))
    }

    /// The number in the current input of the chunk's record with this ordinal.
    private func number(of ordinal: Int) -> Int {
        totals.ledger.recordsSeen - totals.inputs.before.records + ordinal
    }
}

// MARK: Chunks

extension RunAccount {
    /// Starts recording the result of `chunk`.
    mutating func begin(_ result: borrowing ChunkResult, of chunk: ChunkBytes) {
        isConsistent = false
        let places = FaultPlaces(
            result.rejections,
            notices: result.notices,
            in: chunk,
            from: result.start,
            positions,
            input: inputName,
            replayed: input?.facts?.replayed,
            keyField: context.options.location?.keyField
        )
        entry = Entry(places: places, faults: totals.faultCount)
    }

    /// Records the next rejections of the chunk.
    ///
    /// - Throws: `IngestionError` if the output cannot be written.
    mutating func recordRejections(
        _ result: borrowing ChunkResult,
        of chunk: ChunkBytes
    ) throws(IngestionError) -> Rejections {
        var recorded = Rejections()
        guard var entry else { return recorded }
        while entry.next < result.rejections.count, recorded.diagnostics.count < Self.batchSize {
            let rejection = result.rejections[entry.next]
            entry.next += 1
            entry.faults += 1
            let record = rejection.isRecord ? number(of: rejection.ordinal) : nil
            let fault = entry.places.located(rejection, record)
            lookInside(rejection, chunk)
            tally(fault, &recorded.diagnostics)
            let hasPassed = entry.faults <= totals.ledger.recordsSeen + rejection.ordinal
            if let failure = context.failure(
                after: rejection,
                faults: entry.faults,
                first: totals.firstError,
                hasPassed ? nil : nestedRecords,
                hasFoundRecords: hasFoundRecords || result.hasFoundRecords
            ) {
                let before = totals.ledger.recordsWritten
                try recordInLedger(result, upTo: entry.next - 1)
                // All records before the failure are written; the failure counts, whatever becomes of that.
                try? stream?.write(result.encoded, records: totals.ledger.recordsWritten - before)
                recorded.failure = failure
                return recorded
            }
            try write(fault)
        }
        self.entry = entry
        recorded.areAllRecorded = entry.next == result.rejections.count
        return recorded
    }

    private mutating func tally(_ fault: LocatedFault, _ diagnostics: inout [Diagnostic]) {
        let (rejection, places) = (fault.rejection.rejection, fault.rejection.violationPositions)
        for (index, violation) in rejection.violations.enumerated() {
            totals.errors.add(violation, at: places[index], in: inputName.shown)
            guard makesDiagnostics || totals.firstError == nil || rejection.isStructural else { continue }
            let diagnostic = fault.diagnostic(ofViolation: index)
            if makesDiagnostics { diagnostics.append(diagnostic) }
            if totals.firstError == nil { totals.firstError = diagnostic }
            guard rejection.isStructural else { continue }
            isBroken = true
            totals.breakPlace = totals.breakPlace ?? diagnostic
        }
    }

    /// Ends a chunk whose rejections have been recorded: records the accepted records.
    ///
    /// - Throws: `IngestionError` if the ledger does not balance, or the output cannot be written.
    mutating func end(_ result: borrowing ChunkResult, of chunk: ChunkBytes) throws(IngestionError) {
        if result.hasFoundRecords { hasFoundRecords = true }
        try recordInLedger(result, upTo: nil)
        try destination?.write(result.encoded, of: totals.inputs.before.bytes)
        try stream?.write(result.encoded, records: result.encoded.recordCount)
        for notice in result.notices where notices.isNew(notice) { warn(notice) }
        totals.addCleaning(result.cleaningCounts, droppedFields: result.droppedFields)
        positions.pass(chunk, from: result.start, to: result.seam, length: result.extent)
        input?.facts?.replayed?.forget(before: result.seam.firstOffset)
        totals.extent = positions.extent
        stop = result.stop
        if let stop { totals.ledger.stop(at: totals.inputs.before.bytes + stop) }
        isConsistent = true
    }

    private mutating func warn(_ notice: ColumnNotice) {
        guard let place = entry?.places.place(of: notice.offset, nil) else { return }
        warnings.append("\(inputName.shown):\(place.line):\(place.column): \(notice.message)")
    }

    /// Adds the records of a chunk to the ledger; `last` is the index of the rejection that ends the run, if one does.
    private mutating func recordInLedger(
        _ result: borrowing ChunkResult,
        upTo last: Int?
    ) throws(IngestionError) {
        let found = last.map { result.rejections[...$0] } ?? result.rejections[...]
        let rejections = found.filter(\.isRecord)
        let failure = last.map { result.rejections[$0] }
        let seen = failure.map { $0.ordinal + ($0.isRecord ? 1 : 0) } ?? result.recordCount
        let written = failure == nil ? result.encoded.recordCount : seen - rejections.count
        var bytesWritten = result.encoded.inputBytes
        if failure != nil { bytesWritten = (0..<written).reduce(0) { $0 + result.encoded.input(ofRecord: $1).count } }
        // A record from earlier chunks may have ended before this one, with white space after it.
        let end = failure.map { max($0.range.upperBound, result.start) } ?? result.seam.offset
        let origin = totals.inputs.before.bytes
        try totals.ledger.record(
            chunk: origin + result.start..<origin + end,
            seen: seen,
            written: written,
            bytesWritten: bytesWritten,
            rejected: rejections.count,
            bytesRejected: rejections.reduce(0) { $0 + $1.range.count },
            strayRuns: found.count { $0.isStrayRun }
        )
    }

    private mutating func write(_ fault: LocatedFault) throws(IngestionError) {
        let located = fault.rejection
        // A missing separator has no bytes to set aside.
        guard located.rejection.isRecord || located.rejection.isStrayRun else { return }
        try fault.withRaw { raw throws(IngestionError) in
            try destination?.write(located, raw: raw)
            try stream?.write(located, raw: raw)
        }
    }

    /// Examines the input's first record if that is not one of those expected: the records may be inside it.
    private mutating func lookInside(_ rejection: RecordRejection, _ chunk: ChunkBytes) {
        guard totals.ledger.recordsSeen + rejection.ordinal == 0, rejection.isOfAnotherKind else { return }
        // What is inside a replayed record is no place for records of its own.
        guard let facts = input?.facts, facts.replayed == nil else { return }
        // Reading may have ended before the record does.
        nestedRecords = rejection.withBytes(in: chunk, upTo: .max) { facts.head.nestedRecords(in: $0) }
    }
}

// MARK: The end

extension RunAccount {
    /// Ends a run whose inputs have been read to their ends: checks the account, and publishes.
    ///
    /// The inputs are checked for changes last of all; after that they may change.
    mutating func finish() throws(IngestionError) -> IngestionReport {
        warnings += skipped.takeLastNotes()
        if let note = totals.leftOutNote { warnings.append(note) }
        try context.checkPolicy(totals, nestedRecords, hasFoundRecords: hasFoundRecords)
        isConsistent = false
        guard let files = try destination?.finish() else {
            try context.checkInputs(input)
            try finishStream()
            return report(parts: [], isPublished: context.output.isStream)
        }
        isConsistent = true
        let recordsInParts = files.parts.reduce(0) { $0 + $1.records }
        try totals.ledger.check(inputBytes: totals.inputs.before.bytes, recordsInParts: recordsInParts)
        try context.checkInputs(input)
        var report = report(parts: files.parts, isPublished: true)
        report.recordsWritten = recordsInParts
        let publication = OutputDirectory.Publication(
            parts: files.parts,
            rejects: files.rejects,
            companions: context.companions,
            isComplete: totals.breakPlace == nil
        )
        let manifest = manifest(of: publication, report)
        try destination?.publish(publication, manifest, &report)
        return report
    }

    private mutating func finishStream() throws(IngestionError) {
        try stream?.finish()
        guard let streamedRecords else { return }
        try totals.ledger.check(inputBytes: totals.inputs.before.bytes, recordsInParts: streamedRecords)
    }

    private func manifest(of publication: OutputDirectory.Publication, _ report: IngestionReport) -> Manifest {
        Manifest(
            report: report,
            inputs: context.inputs,
            parts: publication.parts,
            rejects: publication.rejects,
            schema: context.schema,
            options: context.options,
            plan: context.plan,
            ledger: totals.ledger,
            run: run,
            companions: publication.companions,
            started: context.start.started,
            ended: report.ended
        )
    }

    /// Ends a run that has failed: removes what it has written, or keeps it for a run that continues this one, and
    /// returns its report.
    mutating func fail(with error: IngestionError) -> IngestionReport {
        var report = report(parts: [])
        report.fail(error)
        report.isIncomplete = false
        stream?.abandon()
        destination?.fail(with: error, isWhole: isConsistent, &report)
        return report
    }

    private func report(parts: [FinishedPart], isPublished: Bool = false) -> IngestionReport {
        var report = IngestionReport(context)
        report.take(totals.ledger)
        report.inputs = ReportedInputs(context.inputs, totals.inputs, totals.ledger)
        report.shape = shape
        report.stoppedAt = stop
        report.rejectsLeftOut = context.inputs.isReplay ? totals.rejectsLeftOut : nil
        report.errors = totals.errors.summaries
        report.firstError = totals.firstError
        report.cleaning = totals.cleaning(context.schema?.compiled.cleaningRules ?? [])
        report.parts = parts.map { IngestionReport.Part(name: $0.name, records: $0.records, bytes: $0.bytes) }
        report.resumedBytes = resumed?.bytes ?? 0
        report.resumedRecords = resumed?.records ?? 0
        if let streamedRecords { report.recordsWritten = streamedRecords }
        report.status = .completed
        if let place = totals.breakPlace { report.fail(atBreak: place, isPublished: isPublished) }
        return report
    }

    /// A single record outside an array counts as an object, more as a sequence.
    private var shape: InputShape {
        if totals.inputs.beginsWithArray == true { return .array }
        return totals.ledger.recordsSeen == 1 ? .object : .sequence
    }
}
