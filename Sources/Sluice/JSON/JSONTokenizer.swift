/// Reads one JSON value, strictly by RFC 8259, from bytes cut anywhere.
///
/// This is the one definition of the language: every faster path must agree with it. `next` reads more bytes, `finish`
/// ends the text. The tokens pushed, and the error and its offset, do not depend on the cuts. Memory is one bit for
/// each open container.
struct JSONTokenizer {
    enum Progress: Equatable {
        /// The value is whole; `end` is the absolute offset just past it.
        case complete(end: Int)
        case needsMore
        case failed(SyntaxError)
    }

    /// What the grammar allows next.
    enum State: UInt8 {
        case value
        case valueOrEndOfArray
        case key
        case keyOrEndOfObject
        case colon
        case commaOrEnd
        case complete
    }

    /// The token in which the last chunk ended.
    private enum Partial: UInt8 {
        case none
        case key
        case string
        case number
        case literal
    }

    let maximumDepth: Int
    var state = State.value
    var nesting = NestingStack()
    private var partial = Partial.none
    /// The absolute offset of the token in progress.
    private var tokenStart = 0
    private var string = JSONStringScanner()
    private var number = JSONNumberScanner()
    private var literal = JSONLiteralScanner()

    init(maximumDepth: Int) {
        self.maximumDepth = maximumDepth
    }

    /// Makes the tokenizer ready for another value, keeping its storage.
    @inline(__always)
    mutating func reset() {
        state = .value
        partial = .none
        if nesting.depth > 0 { nesting.removeAll() }
    }

    /// Reads on from `bytes[start]`; `base` is the absolute offset of `bytes[0]`.
    mutating func next<Sink: TokenSink & ~Copyable>(
        _ bytes: Span<UInt8>,
        from start: Int = 0,
        base: Int,
        into sink: inout Sink
    ) -> Progress {
        var index = start
        if partial != .none, let stop = resume(bytes, &index, base, &sink) { return stop }
        while true {
            readWholeTokens(bytes, &index, base, &sink)
            guard state != .complete else { return .complete(end: base + index) }
            if index >= bytes.count || bytes[index] <= 0x20 { index = bytes.firstNonSpace(from: index) }
            guard index < bytes.count else { return .needsMore }
            if let stop = readToken(bytes, &index, base, &sink) { return stop }
        }
    }

    /// Ends the text at the absolute offset `end`.
    mutating func finish<Sink: TokenSink & ~Copyable>(at end: Int, into sink: inout Sink) -> Progress {
        if partial == .number, number.isComplete { endScalar(number.kind, end: end, &sink) }
        guard state == .complete else {
            return .failed(SyntaxError(reason: .unexpectedEnd(expectation), offset: end))
        }
        return .complete(end: end)
    }

    /// Reads the token that begins at `index`; returns why reading must stop, or `nil` to continue.
    @inline(__always)
    private mutating func readToken<Sink: TokenSink & ~Copyable>(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ base: Int,
        _ sink: inout Sink
    ) -> Progress? {
        let byte = bytes[index]
        switch state {
        case .key, .keyOrEndOfObject:
            if byte == UInt8(ascii: "\"") {
                tokenStart = base + index
                index += 1
                string = JSONStringScanner()
                return readKey(bytes, &index, base, &sink)
            }
            guard byte == UInt8(ascii: "}"), state == .keyOrEndOfObject else { return unexpected(byte, base + index) }
            index += 1
            endContainer(end: base + index, &sink)
        case .colon:
            guard byte == UInt8(ascii: ":") else { return unexpected(byte, base + index) }
            index += 1
            state = .value
        case .commaOrEnd:
            if byte == UInt8(ascii: ",") {
                state = nesting.isInObject ? .key : .value
            } else if byte == (nesting.isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                endContainer(end: base + index + 1, &sink)
            } else {
                return unexpected(byte, base + index)
            }
            index += 1
        case .value, .valueOrEndOfArray:
            return readValue(byte, bytes, &index, base, &sink)
        case .complete:
            break
        }
        return nil
    }

    @inline(__always)
    private mutating func readValue<Sink: TokenSink & ~Copyable>(
        _ byte: UInt8,
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ base: Int,
        _ sink: inout Sink
    ) -> Progress? {
        let offset = base + index
        switch byte {
        case UInt8(ascii: "\""):
            tokenStart = offset
            index += 1
            string = JSONStringScanner()
            return readString(bytes, &index, base, &sink)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            tokenStart = offset
            number = JSONNumberScanner()
            return readNumber(bytes, &index, base, &sink)
        case UInt8(ascii: "{"):
            guard nesting.depth < maximumDepth else { return tooDeep(byte, offset) }
            sink.beginObject(at: offset)
            nesting.push(isObject: true)
            state = .keyOrEndOfObject
            index += 1
        case UInt8(ascii: "["):
            guard nesting.depth < maximumDepth else { return tooDeep(byte, offset) }
            sink.beginArray(at: offset)
            nesting.push(isObject: false)
            state = .valueOrEndOfArray
            index += 1
        case UInt8(ascii: "]") where state == .valueOrEndOfArray:
            index += 1
            endContainer(end: offset + 1, &sink)
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
            tokenStart = offset
            literal = JSONLiteralScanner(first: byte)
            return readLiteral(bytes, &index, base, &sink)
        default:
            return unexpected(byte, offset)
        }
        return nil
    }

    @inline(never)
    private mutating func resume<Sink: TokenSink & ~Copyable>(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ base: Int,
        _ sink: inout Sink
    ) -> Progress? {
        switch partial {
        case .none: nil
        case .key: readKey(bytes, &index, base, &sink)
        case .string: readString(bytes, &index, base, &sink)
        case .number: readNumber(bytes, &index, base, &sink)
        case .literal: readLiteral(bytes, &index, base, &sink)
        }
    }
}

// MARK: Tokens that may be cut

extension JSONTokenizer {
    @inline(__always)
    private mutating func readKey<Sink: TokenSink & ~Copyable>(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ base: Int,
        _ sink: inout Sink
    ) -> Progress? {
        switch string.next(bytes, from: &index, base: base) {
        case .closed:
            partial = .none
            sink.key(tokenStart..<base + index, hasEscapes: string.hasEscapes)
            state = .colon
            return nil
        case .needsMore: return suspend(in: .key)
        case .failed(let error): return .failed(error)
        }
    }

    @inline(__always)
    private mutating func readString<Sink: TokenSink & ~Copyable>(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ base: Int,
        _ sink: inout Sink
    ) -> Progress? {
        switch string.next(bytes, from: &index, base: base) {
        case .closed:
            sink.scalar(.string, tokenStart..<base + index, hasEscapes: string.hasEscapes)
            endValue()
            return nil
        case .needsMore: return suspend(in: .string)
        case .failed(let error): return .failed(error)
        }
    }

    @inline(__always)
    private mutating func readNumber<Sink: TokenSink & ~Copyable>(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ base: Int,
        _ sink: inout Sink
    ) -> Progress? {
        switch number.next(bytes, from: &index, base: base) {
        case .ended:
            endScalar(number.kind, end: base + index, &sink)
            return nil
        case .needsMore: return suspend(in: .number)
        case .failed(let error): return .failed(error)
        }
    }

    private mutating func readLiteral<Sink: TokenSink & ~Copyable>(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ base: Int,
        _ sink: inout Sink
    ) -> Progress? {
        switch literal.next(bytes, from: &index) {
        case .matched:
            endScalar(literal.kind, end: base + index, &sink)
            return nil
        case .needsMore: return suspend(in: .literal)
        case .failed:
            return .failed(SyntaxError(reason: .invalidLiteral, offset: tokenStart, found: literal.firstByte))
        }
    }

    @inline(__always)
    private mutating func endScalar<Sink: TokenSink & ~Copyable>(_ kind: ValueKind, end: Int, _ sink: inout Sink) {
        sink.scalar(kind, tokenStart..<end, hasEscapes: false)
        endValue()
    }

    @inline(__always)
    mutating func endValue() {
        partial = .none
        state = nesting.depth == 0 ? .complete : .commaOrEnd
    }

    @inline(__always)
    mutating func endContainer<Sink: TokenSink & ~Copyable>(end: Int, _ sink: inout Sink) {
        if nesting.isInObject { sink.endObject(end: end) } else { sink.endArray(end: end) }
        nesting.pop()
        endValue()
    }

    private mutating func suspend(in token: Partial) -> Progress {
        partial = token
        return .needsMore
    }
}

// MARK: Errors

extension JSONTokenizer {
    /// What the grammar allows at the current position.
    private var expectation: SyntaxError.Expectation {
        switch partial {
        case .key, .string: return .endOfString
        case .number: return .digit
        case .literal: return .endOfLiteral
        case .none: break
        }
        return switch state {
        case .value: .value
        case .valueOrEndOfArray: .valueOrEndOfArray
        case .key: .key
        case .keyOrEndOfObject: .keyOrEndOfObject
        case .colon: .colon
        case .commaOrEnd: nesting.isInObject ? .commaOrEndOfObject : .commaOrEndOfArray
        case .complete: .endOfText
        }
    }

    @inline(never)
    private func unexpected(_ byte: UInt8, _ offset: Int) -> Progress {
        .failed(SyntaxError(reason: .unexpected(expectation), offset: offset, found: byte))
    }

    @inline(never)
    private func tooDeep(_ byte: UInt8, _ offset: Int) -> Progress {
        .failed(SyntaxError(reason: .tooDeep(limit: maximumDepth), offset: offset, found: byte))
    }
}
