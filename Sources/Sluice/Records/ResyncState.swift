/// The state of a tolerant reading, a byte at a time.
///
/// See `Resynchronizer`.
struct ResyncState: Sendable {
    /// What the bytes just read may turn out to be.
    private enum Suspicion: Sendable {
        case none
        /// A brace stands where no value may stand: is a known key behind it?
        case brace(offset: Int)
        case keyBehindBrace(offset: Int)
        /// A string ended in `,{`: does a known key without its opening quote follow?
        case shiftedString(brace: Int)
        /// A comma outside all brackets: does a key follow, so that the record goes on?
        case comma(offset: Int)
        case stringBehindComma(offset: Int)
        case afterStringBehindComma(offset: Int)
    }

    /// How much of what separates records the string read so far ends in: of `,{`, or in concatenated values of a brace
    /// that opens no member and no item.
    private enum Tail: Sendable {
        case none
        case separator
        case opening(brace: Int)
    }

    /// Levels further in are counted and not told apart, so that a copy of the state costs little.
    private static let maximumDepth = 4_096

    let framing: RecordFraming
    private let keys: RecordKeys
    private var nesting = NestingStack()
    private var openObjects = 0
    /// How many brackets are open further in than `maximumDepth`.
    private var surplusDepth = 0
    private var isInString = false
    private var isEscaped = false
    private var lastSignificant: UInt8 = 0
    private var tail = Tail.none
    private var suspicion = Suspicion.none
    private var word: [UInt8] = []
    /// A bracket that closes nothing: the end of the array, if nothing but white space follows.
    private(set) var closingBracket: Int?

    typealias End = (record: Int, next: Int)

    init(framing: RecordFraming, keys: RecordKeys) {
        self.framing = framing
        self.keys = keys
    }

    /// Whether something read earlier may turn out to be the end.
    var isInDoubt: Bool {
        if case .opening = tail { return true }
        if case .none = suspicion { return false }
        return true
    }

    /// Whether `byte` may be the first of such a thing.
    func mayBeginDoubt(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "{")
    }

    /// Decides without seeing more: a comma outside all brackets ends the record.
    mutating func settleDoubt() -> End? {
        switch suspicion {
        case .comma(let offset), .stringBehindComma(let offset), .afterStringBehindComma(let offset):
            return (offset, offset + 1)
        default:
            suspicion = .none
            tail = .none
            return nil
        }
    }

    /// Takes the byte at the absolute `offset`; returns where the record ends once that is known.
    mutating func read(_ byte: UInt8, at offset: Int) -> End? {
        isInString ? readInString(byte, at: offset) : readOutside(byte, at: offset)
    }
}

// MARK: Inside strings

extension ResyncState {
    private mutating func readInString(_ byte: UInt8, at offset: Int) -> End? {
        if isEscaped {
            isEscaped = false
            return noteInString(byte, at: offset)
        }
        switch byte {
        case UInt8(ascii: "\\"): isEscaped = true
        case UInt8(ascii: "\""): return endString()
        case UInt8(ascii: "\n"):
            _ = endString()
            suspicion = .none
            return nil
        default: break
        }
        return noteInString(byte, at: offset)
    }

    /// Keeps what the string ends in, and its text while that may be a key.
    private mutating func noteInString(_ byte: UInt8, at offset: Int) -> End? {
        if byte > 0x20 { closingBracket = byte == UInt8(ascii: "]") && framing == .array ? offset : nil }
        if case .keyBehindBrace = suspicion, word.count <= RecordKeys.maximumLength { word.append(byte) }
        switch (byte, tail) {
        case (UInt8(ascii: "{"), .separator): tail = .opening(brace: offset)
        case (...0x20, _): break
        default: tail = mayPrecedeRecord(byte) ? .separator : .none
        }
        return nil
    }

    /// Whether a record may begin behind `byte`, if that stands in a string that is none.
    private func mayPrecedeRecord(_ byte: UInt8) -> Bool {
        guard framing != .array else { return byte == UInt8(ascii: ",") }
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "{"): return false
        default: return true
        }
    }

    private mutating func endString() -> End? {
        isInString = false
        lastSignificant = UInt8(ascii: "\"")
        closingBracket = nil
        defer { tail = .none }
        switch suspicion {
        case .keyBehindBrace(let brace):
            suspicion = .none
            if keys.contains(word) { return (brace, brace) }
        case .stringBehindComma(let comma):
            suspicion = .afterStringBehindComma(offset: comma)
            return nil
        default: break
        }
        if case .opening(let brace) = tail {
            suspicion = .shiftedString(brace: brace)
            word.removeAll(keepingCapacity: true)
        }
        return nil
    }
}

// MARK: Outside strings

extension ResyncState {
    private mutating func readOutside(_ byte: UInt8, at offset: Int) -> End? {
        guard byte > 0x20 else {
            if case .shiftedString = suspicion { suspicion = .none }
            return nil
        }
        if let end = resolveSuspicion(with: byte) { return end }
        closingBracket = nil
        defer { lastSignificant = byte }
        switch byte {
        case UInt8(ascii: "\""):
            isInString = true
            tail = framing == .array ? .none : .separator
        case UInt8(ascii: "{"): return openObject(at: offset)
        case UInt8(ascii: "["): open(isObject: false)
        case UInt8(ascii: "}"): return closeObject(at: offset)
        case UInt8(ascii: "]"): closeArray(at: offset)
        case UInt8(ascii: ",") where nesting.depth == 0 && framing == .array: suspicion = .comma(offset: offset)
        default: break
        }
        return nil
    }

    /// Settles what the bytes before were, now that the next significant one is known.
    private mutating func resolveSuspicion(with byte: UInt8) -> End? {
        let isQuote = byte == UInt8(ascii: "\"")
        switch suspicion {
        case .none, .keyBehindBrace, .stringBehindComma: return nil
        case .brace(let brace):
            suspicion = isQuote ? .keyBehindBrace(offset: brace) : .none
            word.removeAll(keepingCapacity: true)
        case .comma(let comma):
            guard isQuote else { return (comma, comma + 1) }
            suspicion = .stringBehindComma(offset: comma)
        case .afterStringBehindComma(let comma):
            guard byte == UInt8(ascii: ":") else { return (comma, comma + 1) }
            suspicion = .none
        case .shiftedString(let brace):
            if isQuote {
                suspicion = .none
                if !word.isEmpty, keys.contains(word) { return (brace, brace) }
            } else if isPunctuation(byte) || word.count > RecordKeys.maximumLength {
                suspicion = .none
            } else {
                word.append(byte)
            }
        }
        return nil
    }

    private func isPunctuation(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "}"), UInt8(ascii: "]"): true
        default: false
        }
    }

    private mutating func openObject(at offset: Int) -> End? {
        let isOutOfPlace =
            nesting.depth == 0
            ? lastSignificant != 0
            : nesting.isInObject && lastSignificant != UInt8(ascii: ":")
        if isOutOfPlace {
            if nesting.depth == 0, framing == .concatenated { return (offset, offset) }
            suspicion = .brace(offset: offset)
        }
        open(isObject: true)
        return nil
    }

    private mutating func open(isObject: Bool) {
        guard nesting.depth < Self.maximumDepth else { return surplusDepth += 1 }
        nesting.push(isObject: isObject)
        if isObject { openObjects += 1 }
    }

    private mutating func closeObject(at offset: Int) -> End? {
        guard surplusDepth == 0 else {
            surplusDepth -= 1
            return nil
        }
        guard openObjects > 0 else { return nil }
        while !nesting.isInObject { nesting.pop() }
        nesting.pop()
        openObjects -= 1
        return nesting.depth == 0 && framing == .concatenated ? (offset + 1, offset + 1) : nil
    }

    private mutating func closeArray(at offset: Int) {
        guard surplusDepth == 0 else { return surplusDepth -= 1 }
        guard nesting.depth > openObjects else {
            if framing == .array { closingBracket = offset }
            return
        }
        while nesting.isInObject {
            nesting.pop()
            openObjects -= 1
        }
        nesting.pop()
    }
}
