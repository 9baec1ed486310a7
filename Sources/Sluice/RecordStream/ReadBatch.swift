/// A batch of records, and what was found while it was read.
struct ReadBatch: Sendable {
    let storage: RecordBatchStorage
    /// The bad records to report.
    let diagnostics: [Diagnostic]
}
