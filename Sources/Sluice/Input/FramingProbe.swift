/// Looks at the first bytes of the first record and tells how the records are framed.
///
/// The first record may be a bad one, so the answer does not hang on its being JSON.
struct FramingProbe: ~Escapable {
    private let bytes: Span<UInt8>
    private let isWhole: Bool
    private let maximumDepth: Int

    /// A probe of the text that begins at the first significant byte of the input.
    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, isWhole: Bool, maximumDepth: Int) {
        self.bytes = bytes
        self.isWhole = isWhole
        self.maximumDepth = maximumDepth
    }

    /// Returns how the records are framed.
    ///
    /// - Throws: `InputError` where the text is not JSON at all.
    func framing(name: String) throws(InputError) -> RecordFraming {
        switch bytes[0] {
        case UInt8(ascii: "["): return isFirstLineOfMany ? .lines : .array
        case UInt8(ascii: "{"): return framingOfObjects
        default:
            guard endOfFirstValue != nil || isFollowedByObject else {
                throw InputError(
                    message:
                        "\(name) is not JSON: expected '[' or '{' first, found \(Excerpt.noun(forFirstByteOf: bytes))"
                )
            }
            return .lines
        }
    }

    /// Where the first line ends, its line feed excluded.
    private var lineEnd: Int { bytes.first(UInt8(ascii: "\n"), from: 0) }

    /// Whether the line behind the first one begins like an object.
    private var isFollowedByObject: Bool {
        let next = bytes.firstNonSpace(from: lineEnd)
        return lineEnd < bytes.count && next < bytes.count && bytes[next] == UInt8(ascii: "{")
    }

    /// Where the first value ends, if it is JSON and ends inside the probe.
    private var endOfFirstValue: Int? {
        var tokenizer = JSONTokenizer(maximumDepth: maximumDepth)
        var sink = DiscardingSink()
        switch tokenizer.next(bytes, base: 0, into: &sink) {
        case .complete(let end): return end
        case .failed: return nil
        case .needsMore:
            guard isWhole, case .complete(let end) = tokenizer.finish(at: bytes.count, into: &sink) else { return nil }
            return end
        }
    }

    /// Whether the first line is an array of its own, with records on the lines behind it.
    private var isFirstLineOfMany: Bool {
        let next = bytes.firstNonSpace(from: lineEnd)
        guard next < bytes.count, bytes[next] == UInt8(ascii: "{") || bytes[next] == UInt8(ascii: "[") else {
            return false
        }
        var tokenizer = JSONTokenizer(maximumDepth: maximumDepth)
        var sink = DiscardingSink()
        let line = bytes.extracting(first: lineEnd)
        guard case .complete(let end) = tokenizer.next(line, base: 0, into: &sink) else { return false }
        return line.firstNonSpace(from: end) == lineEnd
    }

    private var framingOfObjects: RecordFraming {
        if let end = endOfFirstValue {
            guard end <= lineEnd else { return .concatenated }
            let next = bytes.firstNonSpace(from: end)
            guard next < lineEnd else { return spansLines(behind: end) ? .concatenated : .lines }
            // Another object on the line, or something that makes this record a bad one.
            return bytes[next] != UInt8(ascii: "{") && isFollowedByObject ? .lines : .concatenated
        }
        // A first record that is broken or longer than the probe. A record a line shows by the next line's beginning;
        // a lone brace opens an object with a member a line. Without a line feed, records can only follow each other.
        guard lineEnd < bytes.count else { return .concatenated }
        let last = lastSignificantByteOfLine
        return last != UInt8(ascii: "{") && last != UInt8(ascii: "[") && isFollowedByObject ? .lines : .concatenated
    }

    /// Whether, of the values behind the first, one takes several lines before there is a bad one: then a line is no
    /// frame, although the first value has one of its own.
    private func spansLines(behind end: Int) -> Bool {
        var tokenizer = JSONTokenizer(maximumDepth: maximumDepth)
        var sink = DiscardingSink()
        var start = bytes.firstNonSpace(from: end)
        while start < bytes.count {
            let lineEnd = bytes.first(UInt8(ascii: "\n"), from: start)
            tokenizer.reset()
            guard case .complete(let end) = tokenizer.next(bytes, from: start, base: 0, into: &sink) else {
                return false
            }
            guard end <= lineEnd else { return true }
            start = bytes.firstNonSpace(from: end)
            guard start > lineEnd else { return false }
        }
        return false
    }

    private var lastSignificantByteOfLine: UInt8 {
        var index = lineEnd - 1
        while index > 0, bytes[index] <= 0x20 { index -= 1 }
        return bytes[index]
    }

    /// Returns the unescaped keys of the first record, as far as it can be read.
    func keysOfFirstRecord(_ framing: RecordFraming) -> [[UInt8]] {
        var sink = TopLevelKeys()
        var tokenizer = JSONTokenizer(maximumDepth: maximumDepth)
        let start = framing == .array ? 1 : 0
        let end = framing == .lines ? lineEnd : bytes.count
        _ = tokenizer.next(bytes.extracting(start..<end), base: start, into: &sink)
        return sink.ranges.map { range in
            var key: [UInt8] = []
            JSONString.appendUnescaped(bytes.extracting(range), to: &key)
            return key
        }
    }
}

/// Notes where the keys of an object stand, not those of what is nested in it.
private struct TopLevelKeys: TokenSink {
    /// No record needs more than this many to be recognised by.
    private static let limit = 1_024

    private(set) var ranges: [Range<Int>] = []
    private var depth = 0

    mutating func beginObject(at offset: Int) { depth += 1 }
    mutating func endObject(end: Int) { depth -= 1 }
    mutating func beginArray(at offset: Int) { depth += 1 }
    mutating func endArray(end: Int) { depth -= 1 }
    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) {}

    mutating func key(_ range: Range<Int>, hasEscapes: Bool) {
        if depth == 1, ranges.count < Self.limit { ranges.append(range.lowerBound + 1..<range.upperBound - 1) }
    }
}
