/// Bytes between records that belong to none, and whose end has not been reached.
struct StrayRun: Sendable {
    /// Bytes that were read at brackets that open no record may be this many times those passed, and some more.
    private static let effort = 8
    private static let effortAtStart = 256 << 10

    /// The first of them.
    let found: UInt8
    /// Whether a byte order mark is the first of them.
    var isByteOrderMark = false
    /// What is expected in place of them.
    let expectation: SyntaxError.Expectation
    /// Just past the last of them.
    var end: Int
    /// Whether there is text on the line, which reaches to the end of it.
    private(set) var isText = false
    /// How many braces are open in that text.
    private(set) var openBraces = 0
    /// How many bytes were read at brackets that open no record.
    private var work = 0
    var head: KeptHead

    var start: Int { head.start }

    init(start: Int, found: UInt8, expectation: SyntaxError.Expectation) {
        self.found = found
        self.expectation = expectation
        end = start
        head = KeptHead(start: start)
    }

    /// Takes note of one of the bytes.
    mutating func note(_ byte: UInt8) {
        switch byte {
        // Marks that JSON has between records as well, and control characters.
        case ...0x20, 0x7F, UInt8(ascii: ","), UInt8(ascii: "]"): return
        case UInt8(ascii: "{"): openBraces += 1
        case UInt8(ascii: "}"): openBraces = max(0, openBraces - 1)
        default: break
        }
        isText = true
    }

    /// Whether the bracket at the absolute offset `place` may be read on from: text full of brackets, each inside the one
    /// before, would be read again and again.
    func allowsLookingAhead(from place: Int) -> Bool {
        work <= Self.effort * (place - start) + Self.effortAtStart
    }

    /// Takes note that so many bytes were read at a bracket that opens no record.
    mutating func lookedAhead(over count: Int) {
        work += count
    }

    /// Ends a line, and with it a text.
    mutating func endLine() {
        isText = false
        openBraces = 0
    }
}
