/// A record that did not pass, or something wrong between two records: where it stands and what is wrong.
struct RecordRejection: Sendable {
    /// The record's number, counted from the first of its chunk until the sequencer knows better; between two records
    /// that of the second.
    var ordinal: Int
    /// The record's bytes, as absolute offsets.
    let range: Range<Int>
    /// What is wrong, at least one thing.
    let violations: [Violation]
    /// Whether it is a record, and counted as one.
    var isRecord = true
    /// Whether the input breaks off in it.
    var isStructural = false
    /// Its first bytes, where they stand in chunks that are gone; and those around the error.
    var head: KeptHead?
    var context: KeptHead?
}

extension RecordRejection {
    /// Whether it is of bytes between two records.
    var isStrayRun: Bool { !isRecord && !range.isEmpty }

    /// Whether it comes before another one in the input: what is wrong before a record comes before the record.
    func precedes(_ other: RecordRejection) -> Bool {
        if ordinal != other.ordinal { return ordinal < other.ordinal }
        guard isRecord == other.isRecord else { return !isRecord }
        return range.lowerBound < other.range.lowerBound
    }
}
