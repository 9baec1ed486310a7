/// Looks ahead over records and what is between them, value by value, without consuming anything.
///
/// It is strict, and stops at text that is not JSON.
struct RecordScanner {
    /// Longer keys are not searched for in text that is not JSON: that could take more than linear time.
    static let maximumKey = 64

    /// What comes next at a place between records.
    enum Item {
        /// A whole object.
        case object(ObjectShape)
        /// A whole value that is not an object.
        case value
        /// The beginning of a document that is an array.
        case openingBracket
        /// A bracket that ends an array of records, or nothing at all.
        case closingBracket
        case comma
        /// A string with a colon after it, which cannot be between records.
        case key(UInt64)
        case colon
        case closingBrace
        /// Something that is not JSON.
        case fault
        /// The input ends, or there is nothing before the horizon.
        case end
        /// More bytes are needed to decide.
        case needsMore
    }

    private let view: ByteView
    private let isLast: Bool
    private let limits: RecordReader.Limits
    private(set) var level: RecordLevel
    /// Where the last item begins, and just past its end, in the view's bytes.
    private(set) var start: Int
    private(set) var index: Int
    /// How far the bytes have been read.
    private(set) var reach: Int
    private var tokenizer: JSONTokenizer
    /// Whether the last item is a fault because the input ends inside a value.
    private(set) var isCutOff = false
    /// The shapes of objects inside the last object read, if requested.
    private(set) var inner: Set<UInt64> = []
    /// The keys found in the last object read, even if it is not whole.
    private(set) var unfinished = ObjectShape()
    private let collectsInner: Bool
    /// Items that begin after this are not examined, so that decisions do not depend on where the view ends.
    private let horizon: Int
    /// Where the records are, if they are inside the documents: what follows them there is not examined.
    private let region: RecordRegion?

    /// Starts at `index` in the bytes of `view`, which must outlive the scanner.
    init(
        _ view: ByteView,
        from index: Int,
        level: RecordLevel,
        isLast: Bool,
        _ limits: RecordReader.Limits,
        horizon: Int = .max,
        collectsInner: Bool = false,
        region: RecordRegion? = nil
    ) {
        self.view = view
        self.isLast = isLast
        self.limits = limits
        self.level = level
        self.horizon = horizon
        self.collectsInner = collectsInner
        self.region = region
        start = index
        self.index = index
        reach = index
        tokenizer = JSONTokenizer(maximumDepth: limits.depth)
    }

    /// Returns what comes next, and moves past it.
    mutating func next() -> Item {
        let bytes = view.span
        index = bytes.firstSignificant(from: index, level)
        start = index
        guard index <= horizon else { return .end }
        guard index < bytes.count else { return isLast ? .end : .needsMore }
        switch bytes[index] {
        case UInt8(ascii: "{"): return readObject(bytes)
        case UInt8(ascii: "["): return level == .document ? pass(.openingBracket, entering: .array) : readValue(bytes)
        case UInt8(ascii: "]"): return readClosingBracket()
        case UInt8(ascii: ","): return pass(.comma, entering: level)
        case UInt8(ascii: ":"): return pass(.colon, entering: level)
        case UInt8(ascii: "}"): return pass(.closingBrace, entering: level)
        case UInt8(ascii: "\""): return readString(bytes)
        default: return readValue(bytes)
        }
    }

    private mutating func readClosingBracket() -> Item {
        if let region, level == .array {
            switch region.isClosed(before: index + 1, view, isLast: isLast, limits) {
            case .some(true): return .end
            case .some(false): break
            case .none: return .needsMore
            }
        }
        return pass(.closingBracket, entering: .document)
    }

    /// Moves to another place.
    mutating func move(to index: Int, _ level: RecordLevel) {
        self.index = index
        self.level = level
    }

    private mutating func pass(_ item: Item, entering level: RecordLevel) -> Item {
        index += 1
        self.level = level
        return item
    }

    private mutating func readObject(_ bytes: Span<UInt8>) -> Item {
        var collector = ShapeCollector(view, collectsInner: collectsInner, expectedKeys: unfinished.keys.count)
        let other = read(bytes, into: &collector)
        inner = collector.inner
        unfinished = collector.shape
        return other ?? .object(collector.shape)
    }

    private mutating func readValue(_ bytes: Span<UInt8>) -> Item {
        var sink = DiscardingSink()
        return read(bytes, into: &sink) ?? .value
    }

    /// Reads a value; returns what is there instead, if it is not a value.
    private mutating func read<Sink: TokenSink>(_ bytes: Span<UInt8>, into sink: inout Sink) -> Item? {
        tokenizer.reset()
        // A value over the limit is a fault, however much of it is there.
        let isLimited = bytes.count - index > limits.recordSize
        let window = isLimited ? bytes.extracting(first: index + limits.recordSize + 1) : bytes
        var progress = tokenizer.next(window, from: index, base: view.base, into: &sink)
        reach = window.count
        if isLast, !isLimited, progress == .needsMore {
            progress = tokenizer.finish(at: view.base + bytes.count, into: &sink)
        }
        switch progress {
        case .complete(let end) where end - view.base - index <= limits.recordSize:
            index = end - view.base
            reach = index
            return nil
        case .needsMore where !isLimited: return .needsMore
        case .failed(let error):
            reach = error.offset - view.base
            isCutOff = error.code == .truncated
            return .fault
        case .complete, .needsMore: return .fault
        }
    }

    private mutating func readString(_ bytes: Span<UInt8>) -> Item {
        let string = readValue(bytes)
        guard case .value = string else { return string }
        let colon = bytes.firstNonSpace(from: index)
        guard colon < bytes.count else { return isLast ? .value : .needsMore }
        guard bytes[colon] == UInt8(ascii: ":") else { return .value }
        let content = bytes.extracting(start + 1..<index - 1)
        index = colon + 1
        return .key(ObjectShape.key(content, hasEscapes: content.first(UInt8(ascii: "\\"), from: 0) < content.count))
    }
}

extension Span<UInt8> {
    /// Returns the index of the first byte from `index` that is not white space between records, or `count`.
    ///
    /// Between documents the byte 0x1E is white space too (RFC 7464).
    @inline(__always)
    func firstSignificant(from index: Int, _ level: RecordLevel) -> Int {
        var index = firstNonSpace(from: index)
        while level == .document, index < count, self[index] == 0x1E { index = firstNonSpace(from: index + 1) }
        return index
    }

    /// Whether the text begins with U+FEFF.
    var startsWithByteOrderMark: Bool {
        count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF
    }
}
