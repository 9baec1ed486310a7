/// A point that an interrupted run is continued from: all that is known of the input up to a seam, and of the files that
/// have been written by then.
///
/// ```
/// input    ───────────────────────────seam────────────►     everything before the seam is accounted for
/// parts    part-00000-…  part-00001-…  part-0│0002          whole parts, and the open one up to a synced length
/// rejects  _rejects/part-00000.ndj│son                      up to a synced length
/// ```
///
/// What the files hold after those lengths, and files that are not named here, came later: a run that is continued cuts
/// it off and writes it again. A part can be continued in the middle because its bytes are those of its records, one after
/// the other. Of Parquet that holds for row groups: the open part ends with one, and that may be some records ahead of the
/// seam, which are not written a second time.
struct Checkpoint: Sendable {
    /// To be raised with every change of what is written here, or of the bytes that a run makes of the same input.
    static let version = 4

    /// Whether the run may replace a published one.
    var replaces: Bool
    var mark: InputMark
    var parts: [FinishedPart]
    /// The part that has not been closed, as far as it was written.
    var openPart: FinishedPart?
    /// The row groups in it, where Parquet is written.
    var rowGroups: [RowGroupMetadata] = []

    /// How many records the parts hold that come after the seam.
    ///
    /// `nil` where the numbers do not fit together.
    var recordsAhead: Int? {
        var count = -mark.totals.ledger.recordsWritten
        for part in parts + (openPart.map { [$0] } ?? []) {
            let (sum, isOverflowing) = count.addingReportingOverflow(part.records)
            guard !isOverflowing else { return nil }
            count = sum
        }
        return count >= 0 ? count : nil
    }
}
