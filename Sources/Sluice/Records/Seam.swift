/// Where one chunk's reading ended and the next one's begins.
struct Seam: Sendable {
    /// The absolute offset of the first byte not yet read.
    var offset: Int
    var state: State
    /// Whether the current records look like objects inside records, in a run too long to be part of one record.
    var isInLongRun = false
    /// Inside records that are inside a document, a bit for each container around them: whether it is an array.
    var arrays: UInt64 = 0

    /// Where what is being read begins: a bad record may have begun before the seam.
    var firstOffset: Int {
        switch state {
        case .skipping(let record): min(record.start, offset)
        case .straying(let run, _): min(run.start, offset)
        default: offset
        }
    }

    enum State: Sendable {
        /// Between two documents: one may begin.
        case document
        /// After the opening bracket of a document: a record may follow, or the array may close.
        case arrayStart
        /// After a comma: a record must follow.
        case element
        /// After an element, before what separates it from the next.
        case afterElement
        /// Inside a bad record. Indirect, so that the usual states, which are copied for each record, take one word.
        indirect case skipping(SkippedRecord)
        /// Inside stray bytes; `in` is the state that they interrupt.
        indirect case straying(StrayRun, in: State)
        /// In the text around the records.
        indirect case enveloping(EnvelopeWalk)
        /// Before the one record of a document, which is not its own.
        case loneRecord
        /// After a break, in bytes that are not read any more.
        case discarding
        /// A fault has ended the reading for good.
        case stopped
    }
}

extension Seam.State {
    /// Whether a record may begin here.
    var isBetweenRecords: Bool {
        switch self {
        case .document, .element: true
        case .arrayStart, .afterElement, .skipping, .straying, .enveloping, .loneRecord, .discarding, .stopped: false
        }
    }

    /// The level of a record that begins here.
    var level: RecordLevel {
        switch self {
        case .document, .enveloping, .loneRecord, .discarding, .stopped: .document
        case .arrayStart, .element, .afterElement: .array
        case .skipping(let record): record.resynchronizer.level
        case .straying(_, let state): state.level
        }
    }
}
