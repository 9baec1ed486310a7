/// Bytes between records that belong to none, up to where they have been read.
struct StrayRun: Sendable {
    /// How many bytes may be read in vain, at brackets that open no record: this many for each byte passed, and some
    /// more.
    private static let effort = 8
    private static let effortAtStart = 256 << 10

    /// The first byte.
    let found: UInt8
    /// Whether the run begins with a byte order mark.
    var isByteOrderMark = false
    /// What is wrong, if that is known better than by the first byte.
    private(set) var error: SyntaxError?
    /// What was expected instead.
    let expectation: SyntaxError.Expectation
    /// Just past the last byte of the run.
    var end: Int
    /// Whether there is text, which extends to the end of its line.
    private(set) var isText = false
    /// How many braces are open in that text.
    private(set) var openBraces = 0
    /// How many bytes have been read in vain.
    private var work = 0
    var head: KeptHead

    var start: Int { head.start }

    /// The rest of a line in which the text around the records fails with `error`.
    init(start: Int, _ error: SyntaxError) {
        self.init(start: start, found: error.found ?? 0, expectation: .document)
        self.error = error
        isText = true
    }

    /// The same for a line whose error begins with `bytes`, which end at `end`.
    init(continuing bytes: [UInt8], to end: Int, _ error: SyntaxError) {
        self.init(start: end - bytes.count, error)
        self.end = end
        head = KeptHead(start: end - bytes.count, bytes)
    }

    init(start: Int, found: UInt8, expectation: SyntaxError.Expectation) {
        self.found = found
        self.expectation = expectation
        end = start
        head = KeptHead(start: start)
    }

    /// Notes one of the bytes.
    mutating func note(_ byte: UInt8) {
        switch byte {
        // Control characters, and marks that may be between records.
        case ...0x20, 0x7F, UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"): return
        case UInt8(ascii: "{"): openBraces += 1
        case UInt8(ascii: "}"): openBraces = max(0, openBraces - 1)
        default: break
        }
        isText = true
    }

    /// Whether reading on from the bracket at the absolute offset `place` is allowed: text full of nested brackets
    /// would otherwise be read again and again.
    func allowsLookingAhead(from place: Int) -> Bool {
        work <= Self.effort * (place - start) + Self.effortAtStart
    }

    /// Notes that `count` bytes were read at a bracket that opens no record.
    mutating func didLookAhead(over count: Int) {
        work += count
    }

    /// Ends any text, as the end of a line does.
    mutating func endText() {
        isText = false
        openBraces = 0
    }
}
