/// How far a run has come.
public struct IngestionProgress: Sendable {
    /// The bytes of the input accounted for.
    public let bytes: Int
    /// The input's size in bytes; `nil` if unknown.
    public let totalBytes: Int?
    /// The records seen so far, valid and invalid.
    public let records: Int
    /// The records rejected so far.
    public let rejects: Int
}

extension IngestionProgress {
    /// The progress of a run with this report.
    init(_ report: IngestionReport, totalBytes: Int?) {
        self.init(
            bytes: report.bytesRead,
            totalBytes: totalBytes,
            records: report.recordsSeen,
            rejects: report.recordsRejected
        )
    }
}
