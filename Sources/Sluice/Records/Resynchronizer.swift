/// Finds where a bad record ends and the next one begins, starting at the bad record's first byte.
///
/// Strict reading has failed by then, so the search is for an opening brace at which a record can be read again. Such a
/// brace is never inside a string: the quote of the key after it would end the string. These rules decide, in this
/// order, whether a brace opens a record:
///
/// - If each record is a line: whether the brace begins a line.
/// - What comes before it: after a colon comes a member's value, and after a bracket that opens no document an item.
/// - The object's keys: an object with the keys of a known record is accepted, one with the keys of an object known
///   from inside records is not. Keys are better evidence than the nesting, which damage may have upset.
/// - For all other objects the nesting, which must be back at the level of records, or at a place where no object can
///   be. In both cases the text after the object must not show that it was inside another one.
/// - An object that is not JSON itself is accepted, as the next bad record, if the nesting is back at the level of
///   records and the object begins with a key that records begin with.
///
/// If no record is known, as when the first one is bad, the nesting and the text that follows decide.
///
/// ```
/// {"id":1,"rows":[{"id":7,"q":4}],,"z":1},{"id":2,…      inner objects are skipped
/// {"id":1,"name":"A","value":2 , {"id":2,…               the record is not closed, yet the next one begins
/// {"id":1,"name":"A,"value":2},{"id":2,…                 a quote is missing
/// ```
///
/// The bytes may be cut anywhere: what cannot be decided yet is passed again, starting at `from`, with more bytes. The
/// verdict on a brace then depends on the input alone and not on where a chunk ends. The time is linear.
struct Resynchronizer: Sendable {
    enum Progress {
        /// The record ends at `recordEnd`; the next one begins at `next`, at `level`.
        case found(recordEnd: Int, next: Int, level: RecordLevel)
        /// Continue `resumed` with more bytes, starting at the absolute offset `from`.
        case needsMore(from: Int, resumed: Resynchronizer)
    }

    /// What is known about records.
    struct Guidance: Sendable {
        var shapes: RecordShapes
        var limits: RecordReader.Limits
        var region: RecordRegion?
    }

    enum Verdict {
        case accepted
        case rejected
        case needsMore
    }

    /// How many bytes may be read in vain, at braces that open no record: this many for each byte passed, and some
    /// more.
    ///
    /// Each brace is read on from, so nested braces would otherwise take time that grows with the square of the input.
    private static let effort = 8
    private static let effortAtStart = 256 << 10

    let level: RecordLevel
    private let start: Int
    private(set) var trail: BracketTrail
    private(set) var separators: TrailingSeparators
    /// How many bytes have been read in vain.
    private var work = 0
    /// Braces before this offset are inside an object that was rejected, and open no record either.
    private var insideUntil = 0
    private var isAtLineStart = false

    /// Starts at the absolute offset `start`, the beginning of a bad record; with `isInObject`, of one that lacks its
    /// beginning.
    init(start: Int, level: RecordLevel, isInObject: Bool) {
        self.level = level
        self.start = start
        trail = BracketTrail(isInObject: isInObject)
        separators = TrailingSeparators(start: start)
    }

    /// Continues at `index` in the bytes of `view`.
    mutating func next(_ view: ByteView, from index: Int, isLast: Bool, _ guidance: Guidance) -> Progress {
        let bytes = view.span
        var index = index
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "{"), view.base + index > start, !(guidance.region?.isKeyed ?? false) {
                switch judge(view, at: index, isLast: isLast, guidance) {
                case .accepted:
                    let (end, level) = endsWithLine(guidance) ? separators.lineBoundary : separators.boundary(level)
                    return .found(recordEnd: end, next: view.base + index, level: level)
                case .needsMore: return .needsMore(from: view.base + index, resumed: self)
                case .rejected: break
                }
            } else if let region = guidance.region, level == .array, mayDecide(byte, region) {
                switch judge(byte, view, at: index, isLast: isLast, guidance, region) {
                case .accepted:
                    let end = separators.end(without: separators.last == UInt8(ascii: ",") ? 1 : 0)
                    return .found(recordEnd: end, next: view.base + index, level: .array)
                case .needsMore: return .needsMore(from: view.base + index, resumed: self)
                case .rejected: break
                }
            }
            trail.pass(byte)
            separators.pass(byte, at: view.base + index)
            isAtLineStart = byte == UInt8(ascii: "\n")
            index += 1
        }
        return .needsMore(from: view.base + index, resumed: self)
    }

    /// Ends the input; returns where the record ends, and whether everything it opened is closed.
    func finish() -> (end: Int, isWhole: Bool) {
        switch level {
        case .document: (separators.end(without: 0), trail.isOutside)
        case .array:
            separators.last == UInt8(ascii: "]") && (trail.lastBracketIsUnmatched || trail.isInString)
                ? (separators.end(without: 1), true) : (separators.end(without: 0), false)
        }
    }
}

// MARK: Braces

extension Resynchronizer {
    private mutating func judge(_ view: ByteView, at brace: Int, isLast: Bool, _ guidance: Guidance) -> Verdict {
        let bytes = view.span
        let quote = bytes.firstNonSpace(from: brace + 1)
        guard quote < bytes.count else { return isLast ? .rejected : .needsMore }
        guard bytes[quote] == UInt8(ascii: "\"") || bytes[quote] == UInt8(ascii: "}") else { return .rejected }
        if endsWithLine(guidance) { return .accepted }
        let place = view.base + brace
        guard place >= insideUntil, mayPrecedeRecord else { return .rejected }
        guard work <= Self.effort * (place - start) + Self.effortAtStart else { return .rejected }
        var scanner = RecordScanner(view, from: brace, level: level, isLast: isLast, guidance.limits)
        switch scanner.next() {
        case .object(let shape):
            let end = view.base + scanner.index
            let verdict = judge(shape, &scanner, guidance)
            if case .rejected = verdict { insideUntil = end }
            return verdict
        case .needsMore: return .needsMore
        default:
            let verdict = judgeBroken(view, at: quote, isLast: isLast, guidance)
            if case .rejected = verdict { work += scanner.reach - brace }
            return verdict
        }
    }

    /// Whether the record ends here because its line does.
    private func endsWithLine(_ guidance: Guidance) -> Bool {
        isAtLineStart && level == .document && guidance.shapes.isLineDelimited
    }

    /// Whether a record may follow what has been passed: it ends a record, or what separates two of them.
    private var mayPrecedeRecord: Bool {
        switch (separators.last, level) {
        case (UInt8(ascii: ":"), _): return isAfterLoneColon
        case (UInt8(ascii: "["), .array): return separators.lastButOne == UInt8(ascii: "]")
        case (UInt8(ascii: "["), .document):
            return ![UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "[")].contains(separators.lastButOne)
        default: return true
        }
    }

    /// Whether nothing but a colon has been passed.
    private var isAfterLoneColon: Bool {
        separators.last == UInt8(ascii: ":") && separators.end(without: 0) == start + 1
    }

    private func judge(_ shape: ObjectShape, _ scanner: inout RecordScanner, _ guidance: Guidance) -> Verdict {
        switch guidance.shapes.kind(of: shape) {
        case .record: return .accepted
        case .inner: return .rejected
        // A quote is missing, so brackets are not followed for the rest of the line: the nesting is no evidence there.
        case .unknown where trail.isInString && guidance.shapes.isRegular: return .rejected
        case .both, .unknown:
            guard !isAfterLoneColon else { return .rejected }
            // Where no object can be, either the bad record was never closed and this is the next one, or an extra
            // brace has cut a record in two and this is its tail, which is not a record.
            guard trail.isOutside || trail.cannotOpenObject && !guidance.shapes.isTail(shape) else { return .rejected }
            return scanner.checkWhatFollows(guidance.shapes, isSure: trail.isOutside)
        }
    }

    /// Judges an object that is not JSON.
    private func judgeBroken(_ view: ByteView, at quote: Int, isLast: Bool, _ guidance: Guidance) -> Verdict {
        let bytes = view.span
        guard trail.isOutside, level == .array ? separators.last == UInt8(ascii: ",") : true else { return .rejected }
        let limit = quote + RecordScanner.maximumKey
        let end = bytes.extracting(first: min(bytes.count, limit)).first(UInt8(ascii: "\""), from: quote + 1)
        guard end < min(bytes.count, limit) else { return bytes.count < limit && !isLast ? .needsMore : .rejected }
        let key = ObjectShape.key(bytes.extracting(quote + 1..<end), hasEscapes: false)
        return guidance.shapes.isEmpty || guidance.shapes.openings.contains(key) ? .accepted : .rejected
    }
}

// MARK: Records inside a document

extension Resynchronizer {
    /// Whether the byte may end the records of a document, or begin the key of the next one.
    private func mayDecide(_ byte: UInt8, _ region: RecordRegion) -> Bool {
        byte == region.closing || byte == UInt8(ascii: "\"") && region.isKeyed && separators.last == UInt8(ascii: ",")
    }

    private mutating func judge(
        _ byte: UInt8,
        _ view: ByteView,
        at index: Int,
        isLast: Bool,
        _ guidance: Guidance,
        _ region: RecordRegion
    ) -> Verdict {
        let place = view.base + index
        guard place > start, work <= Self.effort * (place - start) + Self.effortAtStart else { return .rejected }
        guard byte == region.closing else { return judgeKey(view, at: index, isLast: isLast, guidance) }
        // The bracket is out of place, or in a string that a missing quote has turned inside out.
        guard trail.isOutside || trail.isInString || trail.cannotClose(byte) else { return .rejected }
        let isClosed = region.isClosed(
            before: index + 1,
            view,
            isLast: isLast,
            guidance.limits,
            isDoubtful: true
        )
        guard let isClosed else { return .needsMore }
        if !isClosed { work += RecordReader.lookahead }
        return isClosed ? .accepted : .rejected
    }

    /// Judges a string after a comma: the key of the next record, if the nesting or that record's own keys say so.
    private mutating func judgeKey(_ view: ByteView, at quote: Int, isLast: Bool, _ guidance: Guidance) -> Verdict {
        var scanner = RecordScanner(view, from: quote, level: .array, isLast: isLast, guidance.limits)
        switch scanner.next() {
        case .needsMore: return .needsMore
        case .key: break
        default: return .rejected
        }
        if trail.isOutside { return .accepted }
        switch scanner.next() {
        case .needsMore: return .needsMore
        case .object(let shape): if case .record = guidance.shapes.kind(of: shape) { return .accepted }
        default: break
        }
        work += scanner.reach - quote
        return .rejected
    }
}

extension RecordScanner {
    /// This many objects, or bytes, without a contradiction are enough.
    private static let maximumObjects = 16
    private static let maximumBytes = 16 << 10

    /// Reads on after an object that may be a record, to see whether what follows contradicts that.
    ///
    /// `isSure` is the verdict if the text stops being JSON before there is one.
    fileprivate mutating func checkWhatFollows(_ shapes: RecordShapes, isSure: Bool) -> Resynchronizer.Verdict {
        let first = index
        for _ in 0..<Self.maximumObjects where index - first < Self.maximumBytes {
            switch next() {
            case .object(let shape): if case .record = shapes.kind(of: shape) { return .accepted }
            case .value: break
            case .comma where level == .document && !shapes.isLineDelimited: return .rejected
            case .comma, .openingBracket: break
            case .key, .colon, .closingBrace: return .rejected
            case .closingBracket:
                switch next() {
                case .comma, .key, .colon, .closingBrace, .closingBracket: return .rejected
                case .needsMore: return .needsMore
                default: return .accepted
                }
            case .fault: return isSure ? .accepted : .rejected
            case .end: return .accepted
            case .needsMore: return .needsMore
            }
        }
        return .accepted
    }
}
