/// Finds where a bad record ends and the next one begins, reading on from the bad one's first byte.
///
/// Strict reading is over by then, so this reads tolerantly: it follows strings and brackets and looks for one of
///
/// - the comma that ends the element, or in concatenated values the brace that closes the record;
/// - a brace where a key or a comma must stand, followed by the key that records begin with: a record that was never
///   closed ends before it;
/// - a string that ends in `,{`, or in concatenated values in a brace behind anything but `,`, `:` and `[`, with such a
///   key behind it: its quotes are off by one, and a record begins at that brace;
/// - a line break inside a string: no string has one, so the string ends there.
///
/// ```
/// {"id":1,"name":"A","value":2 , {"id":2,…       the record is not closed: the next begins at the second brace
/// {"id":1,"name":"A,"value":2},{"id":2,…         a quote is missing: "…},{" is no string
/// ```
///
/// All of it is local, so bytes may come in any cuts, and the time is linear. What `next` cannot yet decide at the end
/// of its bytes it asks to be shown again, from `rewind` on.
struct Resynchronizer: Sendable {
    enum Progress {
        /// The record ends at `recordEnd`, and the next element is looked for from `next` on.
        case found(recordEnd: Int, next: Int)
        /// Read on with the bytes from the absolute offset `from` on, using `resumed`.
        case needsMore(from: Int, resumed: Resynchronizer)
    }

    /// How far ahead a separator may have to look before it is taken for one, in bytes.
    private static let lookahead = 64 << 10

    private var state: ResyncState
    /// The earliest place that may turn out to matter, with the state in which it was met.
    private var doubt: (offset: Int, state: ResyncState)?

    init(framing: RecordFraming, keys: RecordKeys) {
        state = ResyncState(framing: framing, keys: keys)
    }

    /// Reads on from `index`; `base` is the absolute offset of `bytes[0]`.
    mutating func next(_ bytes: Span<UInt8>, from index: Int, base: Int) -> Progress {
        var index = index
        if state.framing == .lines {
            index = bytes.first(UInt8(ascii: "\n"), from: index)
            guard index < bytes.count else { return .needsMore(from: base + index, resumed: self) }
            return .found(recordEnd: base + index, next: base + index + 1)
        }
        while index < bytes.count {
            if let end = read(bytes[index], at: base + index) {
                return .found(recordEnd: end.record, next: end.next)
            }
            index += 1
        }
        guard let doubt else { return .needsMore(from: base + index, resumed: self) }
        var resumed = self
        resumed.state = doubt.state
        resumed.doubt = nil
        return .needsMore(from: doubt.offset, resumed: resumed)
    }

    /// Takes one byte, and keeps the state before it where it may be one to go back to.
    @inline(__always)
    private mutating func read(_ byte: UInt8, at offset: Int) -> ResyncState.End? {
        guard let doubt else {
            guard state.mayBeginDoubt(byte) else { return state.read(byte, at: offset) }
            let before = state
            let end = state.read(byte, at: offset)
            if state.isInDoubt { self.doubt = (offset, before) }
            return end
        }
        if let end = state.read(byte, at: offset) { return end }
        if !state.isInDoubt {
            self.doubt = nil
        } else if offset - doubt.offset > Self.lookahead {
            // Settled, it leaves nothing to go back to: what comes next is a doubt of its own.
            self.doubt = nil
            return state.settleDoubt()
        }
        return nil
    }

    /// Ends the input; returns where the array's closing bracket stands, if that was the last thing in it.
    func finish() -> Int? { state.closingBracket }
}

/// The keys by which a record is recognised: the one that the first record begins with, or if it has none that can be
/// read, those of the schema.
struct RecordKeys: Sendable {
    /// Longer keys are not recognised, so that the search keeps its place in bounded memory.
    static let maximumLength = 64

    private let keys: Set<[UInt8]>

    init(_ keys: some Sequence<[UInt8]>) {
        self.keys = Set(keys.filter { $0.count <= Self.maximumLength })
    }

    /// Whether a record may begin with this key.
    ///
    /// Where no keys are known, with any.
    func contains(_ key: [UInt8]) -> Bool { keys.isEmpty || keys.contains(key) }
}
