/// What a run has accounted for up to a seam: the one value that the account, checkpoints, reports and manifests share.
struct RunTotals: Sendable {
    var ledger: Ledger
    /// The figures of each input.
    var inputs = InputLedger()
    var errors = ErrorTally()
    /// The first error of all.
    var firstError: Diagnostic?
    /// Where the first input that did so broke off, or continued where it should have ended.
    var breakPlace: Diagnostic?
    /// The changes made by cleaning, indexed like the schema's rules.
    var cleaningCounts: [Int] = []
    /// The fields dropped because the schema does not name them.
    var droppedFields = 0
    /// How many rejects of earlier runs were left out, as they are no records.
    var rejectsLeftOut = 0
    /// The extent of the current input's text before the seam.
    var extent = TextExtent()

    /// The totals of a run that has read nothing.
    init() {
        ledger = Ledger()
    }

    init(
        ledger: Ledger,
        inputs: InputLedger = InputLedger(),
        errors: ErrorTally,
        firstError: Diagnostic?,
        cleaningCounts: [Int],
        droppedFields: Int,
        extent: TextExtent
    ) {
        self.ledger = ledger
        self.inputs = inputs
        self.errors = errors
        self.firstError = firstError
        self.cleaningCounts = cleaningCounts
        self.droppedFields = droppedFields
        self.extent = extent
    }

    /// How many records, separators and documents are bad.
    var faultCount: Int { ledger.recordsRejected + errors.count(of: .separator) + errors.count(of: .noRecords) }

    /// Adds the changes made by cleaning in a chunk.
    mutating func addCleaning(_ counts: [Int], droppedFields: Int) {
        if cleaningCounts.isEmpty { cleaningCounts = Array(repeating: 0, count: counts.count) }
        for rule in counts.indices { cleaningCounts[rule] += counts[rule] }
        self.droppedFields += droppedFields
    }

    /// Ends the current input.
    mutating func endInput(isBlank: Bool) {
        inputs.end(ledger, faults: faultCount, isBlank: isBlank)
    }

    /// What is said of rejects that were left out; `nil` if there were none.
    var leftOutNote: String? {
        switch rejectsLeftOut {
        case 0: nil
        case 1: "1 reject was left out: it is not a record, but bytes between records"
        default: "\(rejectsLeftOut.grouped) rejects were left out: they are not records, but bytes between records"
        }
    }

    /// How many faults the current input has.
    var faultsInInput: Int { faultCount - inputs.faultsBefore }

    /// The progress in inputs of `totalBytes`; `fraction` is how much is done, if that does not follow from the bytes.
    func progress(totalBytes: Int?, fraction: Double? = nil) -> IngestionProgress {
        IngestionProgress(
            bytes: ledger.bytesRead,
            totalBytes: totalBytes,
            records: ledger.recordsSeen,
            rejects: ledger.recordsRejected,
            fraction: fraction
        )
    }

    /// The changes by field and rule, without rules that changed nothing.
    func cleaning(_ rules: [CleaningRuleName]) -> [IngestionReport.CleaningSummary] {
        var summaries: [IngestionReport.CleaningSummary] = []
        for (rule, count) in zip(rules, cleaningCounts) where count > 0 {
            summaries.append(IngestionReport.CleaningSummary(field: rule.field, rule: rule.rule, count: count))
        }
        if droppedFields > 0 {
            summaries.append(IngestionReport.CleaningSummary(field: "", rule: "drop", count: droppedFields))
        }
        return summaries
    }
}
