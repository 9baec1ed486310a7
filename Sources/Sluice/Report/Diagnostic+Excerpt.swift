extension Diagnostic.Excerpt {
    /// How many scalars of a line are shown before and behind an error.
    private static let before = SkippedRecord.reach / 4
    private static let behind = 40
    /// No more columns than this are underlined.
    private static let maximumCaret = 40

    /// The line around a place in a chunk, or in what was kept of chunks that are gone; `nil` where neither holds it.
    init?(of chunk: ChunkBytes, _ rejection: RecordRejection, at position: RecordPosition, length: Int) {
        if let kept = rejection.context ?? rejection.head, position.offset < chunk.offset {
            self.init(of: kept.bytes.span, offset: kept.start, at: position, length: length)
        } else {
            self.init(of: chunk.span, offset: chunk.offset, at: position, length: length)
        }
    }

    /// The line around a place in `bytes`, the first of which stands at `offset`; `nil` where they do not hold it.
    init?(of bytes: Span<UInt8>, offset: Int, at position: RecordPosition, length: Int) {
        let place = position.offset - offset
        guard place >= 0, place <= bytes.count else { return nil }
        let start = Self.start(before: place, in: bytes)
        // The line may have begun in a chunk that is gone.
        isHeadCut = bytes.extracting(start..<place).scalarCount() < position.column - 1
        let end = Self.end(behind: place, in: bytes)
        isTailCut = end.isCut
        self.bytes = Array(copying: bytes.extracting(start..<end.index))
        self.place = place - start..<min(place + max(length, 1), end.index) - start
    }

    /// The text, control characters escaped, `…` where it was cut.
    public var text: String {
        (isHeadCut ? "…" : "") + Self.text(bytes[..<place.lowerBound]) + Self.text(bytes[place.lowerBound...])
            + (isTailCut ? "…" : "")
    }

    /// How many columns precede the caret.
    public var caretColumn: Int {
        Self.text(bytes[..<place.lowerBound]).unicodeScalars.count + (isHeadCut ? 1 : 0)
    }

    /// How many columns are underlined, at least 1.
    public var caretLength: Int {
        min(max(Self.text(bytes[place]).unicodeScalars.count, 1), Self.maximumCaret)
    }

    private static func start(before place: Int, in bytes: Span<UInt8>) -> Int {
        var index = place
        var scalars = 0
        while index > 0, bytes[index - 1] != UInt8(ascii: "\n") {
            guard scalars < before else { return index }
            index -= 1
            // Never stop inside a scalar.
            if bytes[index] & 0xC0 != 0x80 || place - index > 4 * before { scalars += 1 }
        }
        return index
    }

    private static func end(behind place: Int, in bytes: Span<UInt8>) -> (index: Int, isCut: Bool) {
        var index = place
        var scalars = 0
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
            if bytes[index] & 0xC0 != 0x80 {
                guard scalars < behind else { return (index, true) }
                scalars += 1
            }
            index += 1
        }
        return (index, false)
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let bytes = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
        return String(decoding: bytes, as: UTF8.self).unicodeScalars.map(Excerpt.escaped).joined()
    }
}
