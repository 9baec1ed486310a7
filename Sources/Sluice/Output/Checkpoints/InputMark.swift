/// How far a run has accounted for its inputs, between two chunks.
struct InputMark: Sendable {
    var seam: ResumableSeam
    /// Around records that are inside a document, a bit for each container that is an array.
    var arrays: UInt64 = 0
    /// Where the next chunk begins in the current input.
    var nextChunk: Int
    /// What is accounted for up to there.
    var totals: RunTotals
    /// What the file of rejects holds at that point; `nil` if there is none.
    var rejects: WrittenFile?

    /// The number of the current input.
    var input: Int { totals.inputs.finished }
    /// How far the current input is accounted for.
    var offset: Int { totals.ledger.bytesRead - totals.inputs.before.bytes }

    /// Where reading continues.
    var resumePoint: ResumePoint {
        ResumePoint(
            input: input,
            seam: Seam(offset: offset, state: seam.state, arrays: arrays),
            nextChunk: nextChunk
        )
    }
}

extension InputMark {
    /// Reads what `write(to:)` has written; `nil` unless it is consistent.
    init?(_ node: JSONNode) {
        guard let seam = node["seam"]?.string.flatMap(ResumableSeam.init(rawValue:)),
            let nextChunk = node["next_chunk"]?.count,
            let ledger = node["ledger"].flatMap(Ledger.init),
            let inputs = node["inputs"].flatMap({ InputLedger($0, ledger) }),
            let lines = node["lines"]?.count, let columns = node["columns"]?.count,
            let errors = node["errors"]?.list(IngestionReport.ErrorSummary.init),
            let cleaningCounts = node["cleaning_counts"]?.list(\.count),
            let droppedFields = node["dropped_fields"]?.count
        else { return nil }
        var totals = RunTotals(
            ledger: ledger,
            inputs: inputs,
            errors: ErrorTally(errors),
            firstError: node["first_error"].flatMap(Diagnostic.init),
            cleaningCounts: cleaningCounts,
            droppedFields: droppedFields,
            extent: TextExtent(lines: lines, columns: columns)
        )
        totals.rejectsLeftOut = node["rejects_left_out"]?.count ?? 0
        if let place = node["break"] {
            guard let diagnostic = Diagnostic(place) else { return nil }
            totals.breakPlace = diagnostic
        }
        let arrays = node["arrays"]?.string.flatMap { UInt64($0, radix: 2) } ?? 0
        self.init(seam: seam, arrays: arrays, nextChunk: nextChunk, totals: totals)
        if let found = node["rejects"] {
            guard let file = WrittenFile(found) else { return nil }
            rejects = file
        }
        guard (rejects != nil) == (ledger.rejectLines > 0) else { return nil }
    }

    func write(to writer: inout JSONWriter) {
        writer.member("seam", seam.rawValue)
        if arrays != 0 { writer.member("arrays", String(arrays, radix: 2)) }
        writer.member("next_chunk", nextChunk)
        writer.member("ledger") { totals.ledger.write(to: &$0) }
        writer.member("inputs") { totals.inputs.write(to: &$0) }
        writer.member("lines", totals.extent.lines)
        writer.member("columns", totals.extent.columns)
        writer.member("errors", totals.errors.summaries)
        if let firstError = totals.firstError { writer.member("first_error", firstError) }
        if let place = totals.breakPlace { writer.member("break", place) }
        writer.member("cleaning_counts", totals.cleaningCounts)
        writer.member("dropped_fields", totals.droppedFields)
        if totals.rejectsLeftOut > 0 { writer.member("rejects_left_out", totals.rejectsLeftOut) }
        if let rejects { writer.member("rejects") { rejects.write(to: &$0) } }
    }
}
