/// Where one chunk's reading ended and the next one's begins.
struct Seam: Sendable {
    /// The absolute offset of the first byte not yet read.
    var offset: Int
    var state: State

    enum State: Sendable {
        /// An array has just been opened: a record may begin, or the array may close.
        case beginning
        /// A record may begin.
        case element
        /// A record has been read, but not what ends it: very much white space stands between the two.
        case afterElement
        /// A record begins whose comma is missing: it is a bad one.
        case elementWithoutComma
        /// A bad record goes on. Indirect, so that the state is a word in the usual case, which is copied per record.
        indirect case skipping(SkippedRecord)
        /// The array is closed: nothing but white space may follow.
        case end
        /// Something else followed: the rest of the input is one reject.
        indirect case broken(SkippedRecord)
    }

    /// Whether a chunk that was read as if a record began at `offset` may count.
    func isProven(at offset: Int) -> Bool {
        guard case .element = state else { return false }
        return self.offset == offset
    }
}

/// A bad record whose end has not been reached.
struct SkippedRecord: Sendable {
    /// As much of a record as a reject shows, in bytes.
    static let maximumHead = 1 << 20

    let start: Int
    let error: SyntaxError
    var resynchronizer: Resynchronizer
    /// Where it ends if none of what comes belongs to it.
    var end: RecordEnd
    /// Where it ends if the bracket last met was the array's.
    var endBeforeBracket: Int?
    /// Its first bytes, up to `maximumHead`, kept from the chunks that it began in.
    var head: [UInt8] = []

    init(start: Int, error: SyntaxError, resynchronizer: Resynchronizer) {
        self.start = start
        end = RecordEnd(start: start)
        self.error = error
        self.resynchronizer = resynchronizer
    }

    /// Keeps the record's bytes among `bytes`, of which the first stands at `base`.
    mutating func keepHead(of bytes: Span<UInt8>, base: Int, end: Int) {
        let from = start + head.count
        let to = min(end, start + Self.maximumHead)
        guard from >= base, to > from else { return }
        head.append(contentsOf: bytes.extracting(from - base..<to - base))
    }

    /// The record as a reject.
    func rejection(ordinal: Int, end: Int, isStructural: Bool) -> RecordRejection {
        let violation = Violation(code: error.code, message: error.message, offset: error.offset)
        return RecordRejection(
            ordinal: ordinal,
            range: start..<max(start, end),
            violations: [violation],
            isStructural: isStructural,
            head: head.isEmpty ? nil : head
        )
    }
}
