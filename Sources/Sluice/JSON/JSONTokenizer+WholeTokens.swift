/// The fast path through a text: tokens that lie whole in the bytes, many per call.
///
/// It decides nothing. Before a token that is cut off, invalid or merely unusual it stops, in the state that the
/// grammar has there, and `readToken` continues. If you change what is pushed for a token, change it there too.
extension JSONTokenizer {
    /// Reads on from `index` for as long as tokens are whole and usual.
    @inline(__always)
    mutating func readWholeTokens<Sink: TokenSink & ~Copyable>(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ base: Int,
        _ sink: inout Sink
    ) {
        /// The last place that has room for a token.
        let last = bytes.count &- Span<UInt8>.tokenRoom
        var isAfterValue = state == .commaOrEnd
        while state != .colon, state != .complete {
            if !isAfterValue {
                if state == .key || state == .keyOrEndOfObject {
                    guard skipSpace(bytes, &index, last), readWholeKey(bytes, &index, base, &sink) else { return }
                }
                guard skipSpace(bytes, &index, last) else { return }
                // SAFETY: there is room for a token.
                let byte = unsafe bytes[unchecked: index]
                if byte | 0x20 == UInt8(ascii: "{") {
                    guard openContainer(byte, &index, base, &sink) else { return }
                    continue
                }
                guard readWholeScalar(byte, bytes, &index, base, &sink) else { return }
                endValue()
            }
            isAfterValue = true
            while isAfterValue {
                guard state != .complete, skipSpace(bytes, &index, last) else { return }
                guard let isAfterContainer = readSeparator(bytes, &index, base, &sink) else { return }
                isAfterValue = isAfterContainer
            }
        }
    }

    /// Moves to the next byte that is not white space; returns whether there is room for a token.
    @inline(__always)
    private func skipSpace(_ bytes: Span<UInt8>, _ index: inout Int, _ last: Int) -> Bool {
        guard index <= last else { return false }
        // SAFETY: there is room for a token at `index`, so these two bytes exist.
        if unsafe bytes[unchecked: index] > 0x20 { return true }
        if unsafe bytes[unchecked: index] == 0x20 && bytes[unchecked: index &+ 1] > 0x20 {
            index &+= 1
        } else {
            index = bytes.firstNonSpace(from: index)
        }
        return index <= last
    }

    /// Reads a key, and the colon if it follows immediately.
    @inline(__always)
    private mutating func readWholeKey<Sink: TokenSink & ~Copyable>(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ base: Int,
        _ sink: inout Sink
    ) -> Bool {
        // SAFETY: the caller has found room for a token.
        guard unsafe bytes[unchecked: index] == UInt8(ascii: "\""), let end = unsafe bytes.endOfPlainString(at: index)
        else { return false }
        sink.key(base &+ index..<base &+ end, hasEscapes: false)
        index = end
        guard end < bytes.count, bytes[end] == UInt8(ascii: ":") else {
            state = .colon
            return false
        }
        index = end &+ 1
        state = .value
        return true
    }

    /// Reads the bracket that opens a container.
    @inline(__always)
    private mutating func openContainer<Sink: TokenSink & ~Copyable>(
        _ byte: UInt8,
        _ index: inout Int,
        _ base: Int,
        _ sink: inout Sink
    ) -> Bool {
        guard nesting.depth < maximumDepth else { return false }
        if byte == UInt8(ascii: "{") {
            sink.beginObject(at: base &+ index)
            nesting.push(isObject: true)
            state = .keyOrEndOfObject
        } else {
            sink.beginArray(at: base &+ index)
            nesting.push(isObject: false)
            state = .valueOrEndOfArray
        }
        index &+= 1
        return true
    }

    /// Reads a value that is not a container.
    @inline(__always)
    private mutating func readWholeScalar<Sink: TokenSink & ~Copyable>(
        _ byte: UInt8,
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ base: Int,
        _ sink: inout Sink
    ) -> Bool {
        let start = index
        let token: (end: Int, kind: ValueKind)?
        // SAFETY: the caller has found room for a token.
        if byte == UInt8(ascii: "\"") {
            token = unsafe bytes.endOfPlainString(at: start).map { ($0, .string) }
        } else if byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "-") {
            token = unsafe bytes.endOfWholeNumber(at: start)
        } else {
            token = unsafe bytes.endOfWholeLiteral(at: start)
        }
        guard let (end, kind) = token else { return false }
        sink.scalar(kind, base &+ start..<base &+ end, hasEscapes: false)
        index = end
        return true
    }

    /// Reads a comma or the end of a container; returns whether it was the latter, or `nil` if it is neither.
    @inline(__always)
    private mutating func readSeparator<Sink: TokenSink & ~Copyable>(
        _ bytes: Span<UInt8>,
        _ index: inout Int,
        _ base: Int,
        _ sink: inout Sink
    ) -> Bool? {
        let isInObject = nesting.isInObject
        // SAFETY: the caller has found room for a token.
        let byte = unsafe bytes[unchecked: index]
        if byte == UInt8(ascii: ",") {
            state = isInObject ? .key : .value
            index &+= 1
            return false
        }
        guard byte == (isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return nil }
        index &+= 1
        endContainer(end: base &+ index, &sink)
        return true
    }
}
