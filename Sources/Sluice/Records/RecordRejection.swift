/// A record that did not pass: where it stands and what is wrong with it.
struct RecordRejection: Sendable {
    /// The record's number, counted from the first of its chunk until the sequencer knows better.
    var ordinal: Int
    /// The record's bytes, as absolute offsets.
    let range: Range<Int>
    /// What is wrong, at least one thing.
    let violations: [Violation]
    /// Whether no next record could be found behind it.
    var isStructural = false
    /// The record's first bytes, where they stand in chunks that are gone.
    var head: [UInt8]?
}
