/// What the first bytes of an input say about the rest: how the records are framed and where they begin.
struct InputHead {
    /// How far the first record is looked for and looked at, in bytes.
    ///
    /// Not a chunk: the answer must not depend on that.
    private static let length = 1 << 20
    /// How many bytes before the first record are kept for excerpts of its line.
    static let lead = 64

    let framing: RecordFraming
    /// The absolute offset at which the first record may begin: past a byte order mark and an opening bracket.
    let start: Int
    /// Where the first chunk begins: a little before `start`, and not before what a pipe can still give.
    let chunkStart: Int
    /// The text before `start`, for line numbers.
    let prologue: TextExtent
    /// The unescaped keys of the first record, the first of them first; empty where it cannot be read.
    let keys: [[UInt8]]

    /// Where the reading of the first chunk begins.
    var firstSeam: Seam { Seam(offset: start, state: framing == .array ? .beginning : .element) }

    /// Examines the head of an input.
    ///
    /// White space of any length may come first: `window` is asked for more until something else comes.
    init(of source: any ByteSource, name: String, maximumDepth: Int) throws(InputError) {
        let length = Self.length
        let first = try source.window(at: 0, count: length)
        guard first.count > 0 else { throw InputError(message: "\(name) is empty") }
        try ForeignFormat.refuse(first.span, name: name)
        var extent = TextExtent()
        var bytes = first
        var index = first.span.startsWithByteOrderMark ? 3 : 0
        while true {
            let next = bytes.span.firstNonSpace(from: index)
            extent.append(TextExtent(of: bytes.span.extracting(index..<next)))
            guard next == bytes.count else {
                index = next
                break
            }
            bytes = try source.window(at: bytes.end, count: length)
            index = 0
            guard bytes.count > 0 else { throw InputError(message: "\(name) holds nothing but white space") }
        }
        // Look as far from the first record on as from the start of an input that has no white space before it.
        let lead = min(index, Self.lead)
        if index > 0 { bytes = try source.window(at: bytes.offset + index - lead, count: lead + length) }
        let text = bytes.span.extracting(lead...)
        let probe = FramingProbe(text, isWhole: text.count < length, maximumDepth: maximumDepth)
        framing = try probe.framing(name: name)
        if framing == .array { extent.append(TextExtent(of: text.extracting(first: 1))) }
        start = bytes.offset + lead + (framing == .array ? 1 : 0)
        chunkStart = bytes.offset
        prologue = extent
        keys = probe.keysOfFirstRecord(framing)
    }
}

extension ByteSource {
    /// Examines the head of the input, which is the same as when it was opened if this returns.
    func head(name: String, maximumDepth: Int) throws(InputError) -> InputHead {
        let head: InputHead
        do throws(InputError) {
            head = try InputHead(of: self, name: name, maximumDepth: maximumDepth)
        } catch {
            // An input that changes is the cause of whatever is found wrong with it.
            try checkUnchanged()
            throw error
        }
        try checkUnchanged()
        return head
    }
}

extension Span<UInt8> {
    /// Whether the text begins with U+FEFF.
    var startsWithByteOrderMark: Bool {
        count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF
    }
}
