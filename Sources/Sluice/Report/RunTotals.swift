/// What a run has accounted for, up to a seam: the one value that the account, checkpoints, reports and manifests share.
struct RunTotals: Sendable {
    var ledger: Ledger
    var errors = ErrorTally()
    /// The changes made, indexed like the schema's cleaning rules.
    var cleaningCounts: [Int] = []
    /// The fields left out because the schema does not name them.
    var droppedFields = 0
    /// The extent of the text before the seam.
    var extent: TextExtent

    /// The totals of a run that has read no more than what is before the first record.
    init(head: InputHead) {
        ledger = Ledger(prologue: head.start)
        extent = head.prologue
    }

    init(ledger: Ledger, errors: ErrorTally, cleaningCounts: [Int], droppedFields: Int, extent: TextExtent) {
        self.ledger = ledger
        self.errors = errors
        self.cleaningCounts = cleaningCounts
        self.droppedFields = droppedFields
        self.extent = extent
    }

    /// How many records and separators are bad.
    var faultCount: Int { ledger.recordsRejected + errors.count(of: .separator) }

    /// Adds what cleaning has done in a chunk.
    mutating func addCleaning(_ counts: [Int], droppedFields: Int) {
        if cleaningCounts.isEmpty { cleaningCounts = Array(repeating: 0, count: counts.count) }
        for rule in counts.indices { cleaningCounts[rule] += counts[rule] }
        self.droppedFields += droppedFields
    }

    func progress(totalBytes: Int?) -> IngestionProgress {
        IngestionProgress(
            bytes: ledger.bytesRead,
            totalBytes: totalBytes,
            records: ledger.recordsSeen,
            rejects: ledger.recordsRejected
        )
    }

    /// The changes by field and rule, those that were made at all.
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

extension IngestionReport {
    /// Takes over the figures of a ledger.
    mutating func take(_ ledger: Ledger) {
        bytesRead = ledger.bytesRead
        recordsSeen = ledger.recordsSeen
        recordsWritten = ledger.recordsWritten
        recordsRejected = ledger.recordsRejected
    }
}
