/// Finds where a bad record ends and the next one begins, reading on from the bad one's first byte.
///
/// Strict reading is over by then. What is looked for is an opening brace at which a record can be read again. Such a
/// brace is never inside a string, as a key's quote follows it. Which braces open records is decided by, in this order:
///
/// - a line that begins with it, where each record is a line;
/// - what is before it: after a colon stands a member's value, and after a bracket that opens no document an item;
/// - the object's keys: those of a known record are believed, those of an object known to be inside records are not;
/// - for all others the nesting, which has to have come back to where records are, or to where no object can be; and
///   that reading on from there meets no bracket and no key that shows the object to have been inside another one;
/// - an object that is not JSON itself counts where the nesting has come back and its key is one that records begin
///   with: it is the next bad record.
///
/// Where no record is known, as when the first one is bad, the nesting and the reading on decide.
///
/// ```
/// {"id":1,"rows":[{"id":7,"q":4}],,"z":1},{"id":2,…      inner objects are passed over
/// {"id":1,"name":"A","value":2 , {"id":2,…               the record is not closed: the next one begins all the same
/// {"id":1,"name":"A,"value":2},{"id":2,…                 a quote is missing
/// ```
///
/// Bytes may come in any cuts: what cannot be decided at the end of them is shown again, from `from` on. The time is
/// linear.
struct Resynchronizer: Sendable {
    enum Progress {
        /// The record ends at `recordEnd`; the next one begins at `next`, at `level`.
        case found(recordEnd: Int, next: Int, level: RecordLevel)
        /// Read on with the bytes from the absolute offset `from` on, using `resumed`.
        case needsMore(from: Int, resumed: Resynchronizer)
    }

    /// What is known of records.
    struct Guidance: Sendable {
        var shapes: RecordShapes
        var limits: RecordReader.Limits
    }

    enum Verdict {
        case accepted
        case refused
        case needsMore
    }

    /// Bytes that were read at braces that open no record may be this many times those passed, and some more.
    private static let effort = 8
    private static let effortAtStart = 256 << 10

    let level: RecordLevel
    private let start: Int
    private(set) var trail: BracketTrail
    private(set) var separators: TrailingSeparators
    /// How many bytes were read at braces that open no record.
    private var work = 0
    /// Up to here no brace opens a record: it is inside an object that is none.
    private var insideUntil = 0
    private var isAtLineStart = false

    /// Begins at the absolute offset `start`, where a bad record does; or one whose beginning is missing, so that
    /// `isInObject`.
    init(start: Int, level: RecordLevel, isInObject: Bool) {
        self.level = level
        self.start = start
        trail = BracketTrail(isInObject: isInObject)
        separators = TrailingSeparators(start: start)
    }

    /// Reads on from `index` in the bytes of `view`.
    mutating func next(_ view: ByteView, from index: Int, isLast: Bool, _ guidance: Guidance) -> Progress {
        let bytes = view.span
        var index = index
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "{"), view.base + index > start {
                switch judge(view, at: index, isLast: isLast, guidance) {
                case .accepted:
                    let (end, level) = endsWithLine(guidance) ? separators.lineBoundary : separators.boundary(level)
                    return .found(recordEnd: end, next: view.base + index, level: level)
                case .needsMore: return .needsMore(from: view.base + index, resumed: self)
                case .refused: break
                }
            }
            trail.pass(byte)
            separators.pass(byte, at: view.base + index)
            isAtLineStart = byte == UInt8(ascii: "\n")
            index += 1
        }
        return .needsMore(from: view.base + index, resumed: self)
    }

    /// Ends the input: returns where the record ends, and whether all that was opened is closed.
    func finish() -> (end: Int, isWhole: Bool) {
        switch level {
        case .document: (separators.end(without: 0), trail.isOutside)
        case .array:
            separators.last == UInt8(ascii: "]") && (trail.hasClosedNothing || trail.isInString)
                ? (separators.end(without: 1), true) : (separators.end(without: 0), false)
        }
    }
}

// MARK: Braces

extension Resynchronizer {
    private mutating func judge(_ view: ByteView, at brace: Int, isLast: Bool, _ guidance: Guidance) -> Verdict {
        let bytes = view.span
        let quote = bytes.firstNonSpace(from: brace + 1)
        guard quote < bytes.count else { return isLast ? .refused : .needsMore }
        guard bytes[quote] == UInt8(ascii: "\"") || bytes[quote] == UInt8(ascii: "}") else { return .refused }
        if endsWithLine(guidance) { return .accepted }
        let place = view.base + brace
        guard place >= insideUntil, mayPrecedeRecord else { return .refused }
        guard work <= Self.effort * (place - start) + Self.effortAtStart else { return .refused }
        var scanner = RecordScanner(view, from: brace, level: level, isLast: isLast, guidance.limits)
        switch scanner.next() {
        case .object(let shape):
            let end = view.base + scanner.index
            let verdict = judge(shape, &scanner, guidance)
            if case .refused = verdict { insideUntil = end }
            return verdict
        case .needsMore: return .needsMore
        default:
            let verdict = judgeBroken(view, at: quote, isLast: isLast, guidance)
            if case .refused = verdict { work += scanner.reach - brace }
            return verdict
        }
    }

    /// Whether a line has just ended, and with it the record.
    private func endsWithLine(_ guidance: Guidance) -> Bool {
        isAtLineStart && level == .document && guidance.shapes.isLineDelimited
    }

    /// Whether what stands before may be the end of a record, or of what separates it from the next.
    private var mayPrecedeRecord: Bool {
        switch (separators.last, level) {
        case (UInt8(ascii: ":"), _): return isAfterLoneColon
        case (UInt8(ascii: "["), .array): return separators.lastButOne == UInt8(ascii: "]")
        case (UInt8(ascii: "["), .document):
            return ![UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "[")].contains(separators.lastButOne)
        default: return true
        }
    }

    /// Whether there is nothing yet but a colon.
    private var isAfterLoneColon: Bool {
        separators.last == UInt8(ascii: ":") && separators.end(without: 0) == start + 1
    }

    private func judge(_ shape: ObjectShape, _ scanner: inout RecordScanner, _ guidance: Guidance) -> Verdict {
        switch guidance.shapes.kind(of: shape) {
        case .record: return .accepted
        case .inner: return .refused
        case .unknown where trail.isInString && guidance.shapes.isRegular: return .refused
        case .both, .unknown:
            guard !isAfterLoneColon else { return .refused }
            guard trail.isOutside || trail.isNoPlaceForObject && !guidance.shapes.isTail(shape) else { return .refused }
            return scanner.readOn(guidance.shapes, isSure: trail.isOutside)
        }
    }

    /// Decides on an object that is not JSON.
    private func judgeBroken(_ view: ByteView, at quote: Int, isLast: Bool, _ guidance: Guidance) -> Verdict {
        let bytes = view.span
        guard trail.isOutside, level == .array ? separators.last == UInt8(ascii: ",") : true else { return .refused }
        let limit = quote + RecordScanner.maximumKey
        let end = bytes.extracting(first: min(bytes.count, limit)).first(UInt8(ascii: "\""), from: quote + 1)
        guard end < min(bytes.count, limit) else { return bytes.count < limit && !isLast ? .needsMore : .refused }
        let key = ObjectShape.key(bytes.extracting(quote + 1..<end), hasEscapes: false)
        return guidance.shapes.isEmpty || guidance.shapes.openings.contains(key) ? .accepted : .refused
    }
}

extension RecordScanner {
    /// Enough objects, and bytes, without a contradiction.
    private static let maximumObjects = 16
    private static let maximumBytes = 16 << 10

    /// Reads on after an object that may be a record, to see whether what follows contradicts that.
    ///
    /// `isSure` says what to think where the text stops being JSON before it is clear.
    fileprivate mutating func readOn(_ shapes: RecordShapes, isSure: Bool) -> Resynchronizer.Verdict {
        let first = index
        for _ in 0..<Self.maximumObjects where index - first < Self.maximumBytes {
            switch next() {
            case .object(let shape): if case .record = shapes.kind(of: shape) { return .accepted }
            case .value: break
            case .comma where level == .document && !shapes.isLineDelimited: return .refused
            case .comma, .openingBracket: break
            case .key, .colon, .closingBrace: return .refused
            case .closingBracket:
                switch next() {
                case .comma, .key, .colon, .closingBrace, .closingBracket: return .refused
                case .needsMore: return .needsMore
                default: return .accepted
                }
            case .fault: return isSure ? .accepted : .refused
            case .end: return .accepted
            case .needsMore: return .needsMore
            }
        }
        return .accepted
    }
}
