/// What a run tells those who watch it.
///
/// Events come one at a time and in order.
public enum IngestionEvent: Sendable {
    /// The input is open; its size in bytes where it is known.
    case started(input: String, totalBytes: Int?)
    /// The run goes on where an interrupted one has stopped, or is published already; this much had been done.
    case resumed(IngestionProgress)
    /// A stretch of the input has been accounted for.
    case progressed(IngestionProgress)
    /// A record did not pass: one event for each thing that is wrong with it.
    case rejected(Diagnostic)
    /// An attempt has failed for a cause that may pass; the next one begins after a pause.
    case retrying(IngestionRetry)
    /// Something has gone wrong that changes nothing about the data.
    case warning(String)
    /// The output stands under its final name, or the run has failed.
    case ended(IngestionReport)
}

/// A failed attempt that is followed by another one.
public struct IngestionRetry: Sendable {
    /// The attempt that has failed, counted from 1.
    public let attempt: Int
    /// The attempts that there may be in all.
    public let maximumAttempts: Int
    /// How long the run waits before the next one.
    public let pause: Duration
    /// Why it has failed, in a sentence.
    public let cause: String
}

/// How far a run has come.
public struct IngestionProgress: Sendable {
    /// The bytes of the input accounted for.
    public let bytes: Int
    /// The input's size in bytes, where it is known.
    public let totalBytes: Int?
    /// The records met so far, good and bad.
    public let records: Int
    /// The records rejected so far.
    public let rejects: Int
}

extension IngestionProgress {
    /// How far a run has come that has this report.
    init(_ report: IngestionReport, totalBytes: Int?) {
        self.init(
            bytes: report.bytesRead,
            totalBytes: totalBytes,
            records: report.recordsSeen,
            rejects: report.recordsRejected
        )
    }
}
