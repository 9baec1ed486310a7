/// What a run has accounted for up to a seam: the one value that the account, checkpoints, reports and manifests share.
struct RunTotals: Sendable {
    var ledger: Ledger
    var errors = ErrorTally()
    /// The first error of all.
    var firstError: Diagnostic?
    /// The changes made by cleaning, indexed like the schema's rules.
    var cleaningCounts: [Int] = []
    /// The fields dropped because the schema does not name them.
    var droppedFields = 0
    /// The extent of the text before the seam.
    var extent: TextExtent

    /// The totals of a run that has read only what precedes the first record.
    init(head: InputHead) {
        ledger = Ledger(prologue: head.start)
        extent = head.prologue
    }

    init(
        ledger: Ledger,
        errors: ErrorTally,
        firstError: Diagnostic?,
        cleaningCounts: [Int],
        droppedFields: Int,
        extent: TextExtent
    ) {
        self.ledger = ledger
        self.errors = errors
        self.firstError = firstError
        self.cleaningCounts = cleaningCounts
        self.droppedFields = droppedFields
        self.extent = extent
    }

    /// How many records and separators are bad.
    var faultCount: Int { ledger.recordsRejected + errors.count(of: .separator) }

    /// Adds the changes made by cleaning in a chunk.
    mutating func addCleaning(_ counts: [Int], droppedFields: Int) {
        if cleaningCounts.isEmpty { cleaningCounts = Array(repeating: 0, count: counts.count) }
        for rule in counts.indices { cleaningCounts[rule] += counts[rule] }
        self.droppedFields += droppedFields
    }

    /// The progress in an input of `totalBytes`; `fraction` is how much of it is done, if it is compressed.
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
