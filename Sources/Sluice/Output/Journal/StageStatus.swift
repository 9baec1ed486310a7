/// The statuses that every status store uses.
package enum StageStatus: String, Sendable {
    case pending
    case running
    case completed
    case failed
    /// A run that died: shown if a journal lacks the end of a run that is not alive, and never stored.
    case interrupted

    /// The name of this stage in the pipeline.
    static let stageName = "Data Ingestion"
}
