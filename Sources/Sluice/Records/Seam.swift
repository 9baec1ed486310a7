/// Where one chunk's reading ended and the next one's begins.
struct Seam: Sendable {
    /// The absolute offset of the first byte not yet read.
    var offset: Int
    var state: State
    /// Whether so many objects have come that look like those inside records that they are taken for records.
    var isInLongRun = false

    enum State: Sendable {
        /// Between two documents: one may begin.
        case document
        /// A document has begun that is an array: a record may follow, or the array may close.
        case arrayStart
        /// A comma has been read: a record must follow.
        case element
        /// An element has been read, and not what separates it from the next.
        case afterElement
        /// A bad record goes on. Indirect, so that the state is a word in the usual case, which is copied per record.
        indirect case skipping(SkippedRecord)
        /// Bytes that belong to no record go on; `state` is what they stand in.
        indirect case straying(StrayRun, in: State)
        /// A fault has ended the reading for good.
        case stopped
    }
}

extension Seam.State {
    /// Whether a record may begin here.
    var isBetweenRecords: Bool {
        switch self {
        case .document, .element: true
        case .arrayStart, .afterElement, .skipping, .straying, .stopped: false
        }
    }

    /// What a record stands in that begins here.
    var level: RecordLevel {
        switch self {
        case .document, .stopped: .document
        case .arrayStart, .element, .afterElement: .array
        case .skipping(let record): record.resynchronizer.level
        case .straying(_, let state): state.level
        }
    }
}
