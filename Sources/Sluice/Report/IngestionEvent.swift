/// What a run reports as it goes.
///
/// Events come one at a time and in order.
public enum IngestionEvent: Sendable {
    /// The input is open; `totalBytes` is the file's size, compressed or not; `nil` for a pipe.
    case started(input: String, totalBytes: Int?)
    /// The run continues an interrupted one, or is already published: this much had been done before.
    case resumed(IngestionProgress)
    /// More of the input has been accounted for.
    case progressed(IngestionProgress)
    /// A record did not pass: one event for each error in it.
    case rejected(Diagnostic)
    /// An attempt has failed for a transient cause; the next one starts after a pause.
    case retrying(IngestionRetry)
    /// Something went wrong that does not change the data.
    case warning(String)
    /// The output is published, or the run has failed.
    case ended(IngestionReport)
}
