/// How far a run has come.
public struct IngestionProgress: Sendable {
    /// The bytes of the input accounted for; of a compressed input, those of its text.
    public let bytes: Int
    /// The input's size in bytes; `nil` if unknown, as for a pipe or the text of a compressed input.
    public let totalBytes: Int?
    /// The records seen so far, valid and invalid.
    public let records: Int
    /// The records rejected so far.
    public let rejects: Int
    /// How much of the inputs is done, 0 to 1; `nil` if unknown.
    ///
    /// Of a compressed file it is how much has been decompressed, which may be a few chunks ahead.
    public let fraction: Double?

    /// Makes the progress of a run; unless `fraction` is given, it is that of the bytes.
    package init(bytes: Int, totalBytes: Int?, records: Int, rejects: Int, fraction: Double? = nil) {
        self.bytes = bytes
        self.totalBytes = totalBytes
        self.records = records
        self.rejects = rejects
        self.fraction = fraction ?? totalBytes.flatMap { $0 > 0 ? min(Double(bytes) / Double($0), 1) : nil }
    }
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
