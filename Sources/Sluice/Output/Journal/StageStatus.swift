/// The statuses that every status store uses.
package enum StageStatus: String, Sendable {
    case pending
    case running
    case completed
    case failed
    /// A run that was interrupted, or has died: its end is then missing in the journal. Tables have `failed` instead.
    case interrupted

    /// The name of this stage in the pipeline.
    static let stageName = "Data Ingestion"
}
