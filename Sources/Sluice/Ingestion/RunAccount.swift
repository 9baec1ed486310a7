/// The account of a run while it goes on: what was seen, what was written, what was wrong, and where it all went.
///
/// Proven results are entered in input order.
struct RunAccount: ~Copyable {
    let context: RunContext
    /// The run's name in the journal.
    let run = StatusJournal.newRun()
    /// Nothing is open for a run that only validates.
    var output: RunOutput?
    /// Where the run's beginning and end are recorded, beside its output.
    var journal: StatusJournal?
    /// What writes checkpoints, for a run that can be continued.
    var checkpoints: CheckpointWriter?
    /// Whether the run may replace a published one.
    var replaces = false
    var positions: PositionResolver
    var ledger: Ledger
    var tally = ErrorTally()
    var cleaningCounts: [Int] = []
    var droppedFields = 0
    /// Whether the input broke off, or went on where it should have ended.
    private(set) var isBroken = false
    /// Whether the account and the files tell the same: not while a chunk is being entered, or after that has failed.
    var isConsistent = true
    /// Where the account has arrived with the last chunk, if a run can be continued from there.
    var mark: InputMark?
    /// The last mark by which all is in the files, and what they held: with Parquet it lags behind.
    var resumable: (mark: InputMark, parts: WrittenParts, closedRowGroups: Int)?
    /// Whether there is an interrupted run that this one is to continue.
    var canBeResumed = false
    /// What was accounted for when the run was continued.
    var resumed: IngestionProgress?
    let started = UTCTimestamp.now

    init(_ context: RunContext) {
        self.context = context
        positions = PositionResolver(prologue: context.head.prologue)
        ledger = Ledger(prologue: context.head.start)
    }

    /// Enters what a worker made of `chunk`.
    ///
    /// - Throws: `IngestionError` where the data breaks the policy, or the output cannot be written.
    mutating func enter(_ result: borrowing ChunkResult, of chunk: ChunkBytes) throws(IngestionError) {
        isConsistent = false
        if !result.rejections.isEmpty { try enterRejections(result, of: chunk) }
        try enterInLedger(result, upTo: nil)
        try output?.write(result.encoded)
        if cleaningCounts.isEmpty { cleaningCounts = Array(repeating: 0, count: result.cleaningCounts.count) }
        for rule in result.cleaningCounts.indices { cleaningCounts[rule] += result.cleaningCounts[rule] }
        droppedFields += result.droppedFields
        positions.pass(chunk, from: result.start, to: result.seam, length: result.extent)
        isConsistent = true
        context.onEvent(.progressed(progress))
    }

    var progress: IngestionProgress {
        IngestionProgress(
            bytes: ledger.bytesRead,
            totalBytes: context.totalBytes,
            records: ledger.recordsSeen,
            rejects: ledger.recordsRejected
        )
    }

    /// Enters the records of a chunk; of one that ends the run, only those up to the rejection that does.
    private mutating func enterInLedger(
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
        // A record that goes back to chunks before may have ended there, with white space behind it.
        let end = failure.map { max($0.range.upperBound, result.start) } ?? result.seam.offset
        try ledger.enter(
            chunk: result.start..<end,
            seen: seen,
            written: written,
            bytesWritten: bytesWritten,
            rejected: rejections.count,
            bytesRejected: rejections.reduce(0) { $0 + $1.range.count },
            strayRuns: found.count { $0.isStrayRun }
        )
    }
}

// MARK: Rejects

extension RunAccount {
    private mutating func enterRejections(_ result: borrowing ChunkResult, of chunk: ChunkBytes) throws(IngestionError)
    {
        let offsets = result.rejections.flatMap { [$0.range.lowerBound] + $0.violations.map(\.offset) }
        let extents = positions.extents(of: offsets, in: chunk, from: result.start)
        var faults = ledger.recordsRejected + tally.count(of: .separator)
        for (index, rejection) in result.rejections.enumerated() {
            let record = rejection.isRecord ? ledger.recordsSeen + rejection.ordinal : nil
            func position(_ offset: Int) -> RecordPosition {
                let extent = extents[offset] ?? TextExtent()
                return RecordPosition(record: record, line: extent.line, column: extent.column, offset: offset)
            }
            let places = rejection.violations.map { position($0.offset) }
            for (violation, place) in zip(rejection.violations, places) {
                tally.add(violation, at: place)
                context.onEvent(.rejected(diagnostic(violation, of: rejection, at: place, in: chunk)))
            }
            if rejection.isStructural { isBroken = true }
            faults += 1
            if let failure = failure(after: rejection, faults: faults, at: places[0]) {
                try enterInLedger(result, upTo: index)
                throw failure
            }
            let start = position(rejection.range.lowerBound)
            try write(rejection, at: start, places, chunk)
        }
    }

    /// What a failure means for the output, as the end of a sentence.
    var consequence: String { context.output == .none ? "" : "; nothing is published" }

    /// Why the run ends with this reject, if it does.
    private func failure(
        after rejection: RecordRejection,
        faults: Int,
        at place: RecordPosition
    ) -> IngestionError? {
        switch context.options.errorPolicy {
        case .fail:
            let message = rejection.violations[0].message
            let location = "\(context.inputName):\(place.line):\(place.column)"
            if rejection.isStructural {
                return IngestionError(.input, "\(location): the input is not whole JSON: \(message)\(consequence)")
            }
            return IngestionError(
                .data,
                "\(place.badSubject) (\(location))\(consequence); --on-error quarantine goes on after bad records"
            )
        case .quarantine(.count(let limit)) where faults > limit:
            return IngestionError(.data, "more than \(limit) bad records (--max-errors)\(consequence)")
        case .quarantine: return nil
        }
    }

    private mutating func write(
        _ rejection: RecordRejection,
        at start: RecordPosition,
        _ places: [RecordPosition],
        _ chunk: ChunkBytes
    ) throws(IngestionError) {
        // What is missing between two records has no bytes to set aside.
        guard output != nil, rejection.isRecord || rejection.isStrayRun else { return }
        let length = min(rejection.range.count, KeptHead.maximum)
        if let head = rejection.head {
            let raw = head.bytes.span.extracting(first: min(length, head.bytes.count))
            try output?.write(rejection, at: start, violationPositions: places, raw: raw)
        } else {
            let first = rejection.range.lowerBound - chunk.offset
            let raw = chunk.span.extracting(first..<first + length)
            try output?.write(rejection, at: start, violationPositions: places, raw: raw)
        }
    }

    private func diagnostic(
        _ violation: Violation,
        of rejection: RecordRejection,
        at place: RecordPosition,
        in chunk: ChunkBytes
    ) -> Diagnostic {
        Diagnostic(
            input: context.inputName,
            position: place,
            code: violation.code,
            pointer: Excerpt.path(violation.pointer),
            message: violation.message,
            excerpt: Diagnostic.Excerpt(of: chunk, rejection, at: place, length: violation.length)
        )
    }
}
