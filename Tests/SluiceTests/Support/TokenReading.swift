@testable import Sluice

/// One thing that a tokenizer tells its sink.
enum Token: Equatable {
    case beginObject(at: Int)
    case endObject(end: Int)
    case beginArray(at: Int)
    case endArray(end: Int)
    case key(Range<Int>, hasEscapes: Bool)
    case scalar(ValueKind, Range<Int>, hasEscapes: Bool)
}

/// Keeps every token, in order.
struct RecordingSink: TokenSink {
    private(set) var tokens: [Token] = []

    mutating func beginObject(at offset: Int) { tokens.append(.beginObject(at: offset)) }
    mutating func endObject(end: Int) { tokens.append(.endObject(end: end)) }
    mutating func beginArray(at offset: Int) { tokens.append(.beginArray(at: offset)) }
    mutating func endArray(end: Int) { tokens.append(.endArray(end: end)) }
    mutating func key(_ range: Range<Int>, hasEscapes: Bool) { tokens.append(.key(range, hasEscapes: hasEscapes)) }
    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) {
        tokens.append(.scalar(kind, range, hasEscapes: hasEscapes))
    }
}

/// What a reading of a whole text gave: the tokens up to its end, or up to its error.
struct TokenReading: Equatable {
    /// Where a text stops being JSON, and the stable code of the reason.
    struct Failure: Error, Equatable {
        let offset: Int
        let code: ErrorCode
    }

    var tokens: [Token] = []
    var failure: Failure?

    init() {}

    /// The library's reading of `bytes` in pieces that end at `cuts`; the first byte stands at the offset `base`.
    init(_ bytes: [UInt8], cuts: [Int] = [], base: Int = 0, maximumDepth: Int = 512) {
        var text = JSONText(maximumDepth: maximumDepth)
        var sink = RecordingSink()
        var start = 0
        do throws(SyntaxError) {
            for end in cuts + [bytes.count] {
                try text.next(bytes.span.extracting(start..<end), base: base + start, into: &sink)
                start = end
            }
            try text.finish(into: &sink)
        } catch {
            failure = Failure(offset: error.offset, code: error.code)
        }
        tokens = sink.tokens
    }
}
