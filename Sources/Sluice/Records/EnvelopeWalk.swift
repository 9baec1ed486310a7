/// Reads the text around the records of a document, from wherever it stopped: to the value that holds them, and after
/// that to the document's end.
///
/// ```
/// {"meta":{"n":2},"data":{"items":[{…},{…}],"next":null}}
/// ├──────────────────────────────►│         ├──────────►│
/// the walk stops at the value      records   the walk continues, and ends
/// ```
///
/// Only containers on the path are followed here. All other values are read by the tokenizer, which checks them however
/// long they are, and keeps none of their bytes. The text may be cut anywhere.
struct EnvelopeWalk: Sendable {
    enum Outcome {
        /// The value that the location names begins at this index.
        case records(at: Int)
        /// The document ends at this index.
        case ended(at: Int)
        /// The bytes are used up to this index; with more of them the walk continues there.
        case needsMore(from: Int)
        case failed(EnvelopeFault)
    }

    /// What the grammar allows next in the innermost open container.
    private enum Expectation {
        /// A value; `isOnPath` if the location leads into it.
        case value(isOnPath: Bool)
        case valueOrEnd
        case key, keyOrEnd
        case colon(isOnPath: Bool)
        case commaOrEnd
    }

    private let location: RecordLocation
    /// The longest key that is read, in bytes.
    private let limits: RecordReader.Limits
    /// How many containers are open, all of them on the path.
    private(set) var depth = 0
    /// A bit for each of them: whether it is an array.
    private(set) var arrays: UInt64 = 0
    /// A bit for each of them: whether the key of the path has occurred in it.
    private var found: UInt64 = 0
    /// How many elements the innermost container has, if it is an array.
    private var elements = 0
    private var expectation = Expectation.value(isOnPath: true)
    /// Reads a value that is not on the path, if one has been begun.
    private var tokenizer: JSONTokenizer?
    /// Whether the value that the location names has been reached.
    private(set) var hasFoundRecords = false
    /// What is wrong with that value, if it can hold no records.
    private(set) var wrongKind: Violation?
    /// How far before the place where it is found an error may begin: a word, an escape, or part of a character.
    static let reach = 16

    /// The last bytes before the place where the walk continues.
    private(set) var tail: [UInt8] = []
    /// Whether the byte before the place where the walk continues ended a line.
    private var isAtLineStart = false
    /// The document's first bytes, kept while it may turn out to have no records.
    private(set) var head: KeptHead

    /// Begins at a document, the first byte of which is at the absolute offset `start`.
    init(_ location: RecordLocation, _ limits: RecordReader.Limits, start: Int) {
        self.location = location
        self.limits = limits
        head = KeptHead(start: start)
    }

    /// Continues after the records, inside the containers of which `arrays` has a bit for each that is an array.
    init(after location: RecordLocation, _ limits: RecordReader.Limits, arrays: UInt64) {
        self.location = location
        self.limits = limits
        self.arrays = arrays
        depth = location.path.count
        found = .max
        elements = (location.path.last?.index ?? 0) + 1
        hasFoundRecords = true
        expectation = .commaOrEnd
        head = KeptHead(start: 0)
    }

    /// Where the document begins.
    var start: Int { head.start }

    /// Keeps the document's bytes in `view` before the chunk is gone.
    mutating func keep(_ view: ByteView, upTo end: Int) {
        if !hasFoundRecords || wrongKind != nil { head.append(view, upTo: end) }
    }

    /// Passes over the value that the location names, which holds no records; that is a fault if there is a `violation`.
    mutating func passRecords(_ violation: Violation?) {
        wrongKind = violation
        tokenizer = JSONTokenizer(maximumDepth: limits.depth)
    }

    /// Reads on from `index`; `base` is the absolute offset of the first byte.
    mutating func next(_ bytes: Span<UInt8>, from index: Int, base: Int, isLast: Bool) -> Outcome {
        let outcome = read(bytes, from: index, base: base, isLast: isLast)
        guard case .needsMore(let place) = outcome else { return outcome }
        isAtLineStart = isAtLineStart(place, bytes)
        tail.append(contentsOf: bytes.extracting(max(index, place - Self.reach)..<place))
        tail.removeFirst(max(0, tail.count - Self.reach))
        return outcome
    }

    /// Whether the place, which is not before the one where the walk began, is at the beginning of a line.
    func isAtLineStart(_ place: Int, _ bytes: Span<UInt8>) -> Bool {
        guard place > 0 else { return isAtLineStart }
        return bytes[place - 1] == UInt8(ascii: "\n")
    }

    private mutating func read(_ bytes: Span<UInt8>, from index: Int, base: Int, isLast: Bool) -> Outcome {
        var index = index
        while true {
            if tokenizer != nil {
                if let stop = readValue(bytes, &index, base, isLast) { return stop }
                continue
            }
            if hasFoundRecords, depth == 0 { return .ended(at: index) }
            index = bytes.firstNonSpace(from: index)
            guard index < bytes.count else {
                return isLast ? .failed(.syntax(unexpectedEnd(at: base + index))) : .needsMore(from: index)
            }
            if let stop = readToken(bytes, &index, base, isLast) { return stop }
        }
    }

    private mutating func readToken(_ bytes: Span<UInt8>, _ index: inout Int, _ base: Int, _ isLast: Bool) -> Outcome? {
        let byte = bytes[index]
        switch (expectation, byte) {
        case (.valueOrEnd, UInt8(ascii: "]")), (.keyOrEnd, UInt8(ascii: "}")): return close(&index)
        case (.commaOrEnd, UInt8(ascii: "]")) where isInArray, (.commaOrEnd, UInt8(ascii: "}")) where !isInArray:
            return close(&index)
        case (.commaOrEnd, UInt8(ascii: ",")):
            index += 1
            expectation = isInArray ? .value(isOnPath: isNextElementOnPath) : .key
        case (.key, UInt8(ascii: "\"")), (.keyOrEnd, UInt8(ascii: "\"")):
            return readKey(bytes, &index, base, isLast)
        case (.colon(let isOnPath), UInt8(ascii: ":")):
            index += 1
            expectation = .value(isOnPath: isOnPath)
        case (.value(isOnPath: true), _): return enter(byte, &index)
        case (.valueOrEnd, _) where isNextElementOnPath: return enter(byte, &index)
        case (.value, _), (.valueOrEnd, _): tokenizer = JSONTokenizer(maximumDepth: limits.depth)
        default:
            let reason = SyntaxError.Reason.unexpected(noun)
            return .failed(.syntax(SyntaxError(reason: reason, offset: base + index, found: byte)))
        }
        return nil
    }

    private var isInArray: Bool { depth > 0 && arrays >> UInt64(depth - 1) & 1 == 1 }

    private var isNextElementOnPath: Bool {
        isInArray && !hasFoundRecords && location.path[depth - 1].index == elements
    }

    /// Begins the value at `index`, into which the location leads, or which it names.
    private mutating func enter(_ byte: UInt8, _ index: inout Int) -> Outcome? {
        guard depth < location.path.count else {
            hasFoundRecords = true
            expectation = .commaOrEnd
            return .records(at: index)
        }
        guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") else {
            tokenizer = JSONTokenizer(maximumDepth: limits.depth)
            return nil
        }
        let bit = UInt64(1) << UInt64(depth)
        let isArray = byte == UInt8(ascii: "[")
        arrays = isArray ? arrays | bit : arrays & ~bit
        found &= ~bit
        depth += 1
        elements = 0
        expectation = isArray ? .valueOrEnd : .keyOrEnd
        index += 1
        return nil
    }

    private mutating func close(_ index: inout Int) -> Outcome? {
        index += 1
        depth -= 1
        guard depth > 0 else { return .ended(at: index) }
        // The container was on the path, so it was that element of the one around it.
        elements = (location.path[depth - 1].index ?? 0) + 1
        expectation = .commaOrEnd
        return nil
    }

    /// Reads a value that is not on the path, or the rest of it.
    private mutating func readValue(_ bytes: Span<UInt8>, _ index: inout Int, _ base: Int, _ isLast: Bool) -> Outcome? {
        guard var tokenizer else { return nil }
        var sink = DiscardingSink()
        var progress = tokenizer.next(bytes, from: index, base: base, into: &sink)
        if isLast, progress == .needsMore { progress = tokenizer.finish(at: base + bytes.count, into: &sink) }
        switch progress {
        case .complete(let end):
            self.tokenizer = nil
            index = end - base
            elements += 1
            expectation = .commaOrEnd
            return depth == 0 ? .ended(at: index) : nil
        case .needsMore:
            self.tokenizer = tokenizer
            return .needsMore(from: bytes.count)
        case .failed(let error): return .failed(.syntax(error))
        }
    }

    /// Reads a key, which is not cut: the part of it that is there is read again with more bytes.
    private mutating func readKey(_ bytes: Span<UInt8>, _ index: inout Int, _ base: Int, _ isLast: Bool) -> Outcome? {
        var end = index + 1
        var scanner = JSONStringScanner()
        let isLimited = bytes.count - index > limits.recordSize
        let window = isLimited ? bytes.extracting(first: index + limits.recordSize) : bytes
        switch scanner.next(window, from: &end, base: base) {
        case .closed: break
        case .failed(let error): return .failed(.syntax(error))
        case .needsMore:
            guard !isLimited else {
                let error = SyntaxError(reason: .tooLarge(limit: limits.recordSize), offset: base + index)
                return .failed(.syntax(error))
            }
            guard !isLast else {
                let error = SyntaxError(reason: .unexpectedEnd(.endOfString), offset: base + bytes.count)
                return .failed(.syntax(error))
            }
            return .needsMore(from: index)
        }
        let isOnPath = bytes.extracting(index + 1..<end - 1).isKey(location.path[depth - 1].key, scanner.hasEscapes)
        if isOnPath {
            let bit = UInt64(1) << UInt64(depth - 1)
            guard found & bit == 0 else {
                return .failed(.duplicateKey(base + index..<base + end, pointer: pointer(ofDepth: depth)))
            }
            found |= bit
        }
        index = end
        expectation = .colon(isOnPath: isOnPath)
        return nil
    }

    /// The first `count` tokens of the location's pointer.
    private func pointer(ofDepth count: Int) -> String {
        location.path[..<count].map { JSONPointer.token(String(decoding: $0.key, as: UTF8.self)) }.joined()
    }

    private func unexpectedEnd(at offset: Int) -> SyntaxError {
        SyntaxError(reason: .unexpectedEnd(noun), offset: offset)
    }

    private var noun: SyntaxError.Expectation {
        switch expectation {
        case .value: .value
        case .valueOrEnd: .valueOrEndOfArray
        case .key: .key
        case .keyOrEnd: .keyOrEndOfObject
        case .colon: .colon
        case .commaOrEnd: isInArray ? .commaOrEndOfArray : .commaOrEndOfObject
        }
    }
}

/// What is wrong with the text around the records.
enum EnvelopeFault {
    case syntax(SyntaxError)
    /// A key of the path occurs twice in one object: which of the two leads to the records is unknown.
    case duplicateKey(Range<Int>, pointer: String)
}

extension Span<UInt8> {
    /// Whether this content of a key represents `name`.
    fileprivate func isKey(_ name: [UInt8], _ hasEscapes: Bool) -> Bool {
        guard hasEscapes else { return hasSameBytes(as: name.span) }
        var text: [UInt8] = []
        JSONString.appendUnescaped(self, to: &text)
        return text == name
    }
}
