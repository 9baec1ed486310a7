/// Reads one whole JSON text: a value, surrounded by white space only.
struct JSONText {
    private var tokenizer: JSONTokenizer
    private var isValueComplete = false
    private var end = 0

    init(maximumDepth: Int) {
        tokenizer = JSONTokenizer(maximumDepth: maximumDepth)
    }

    /// Reads the next `bytes`, the first of which is at the absolute offset `base`.
    mutating func next<Sink: TokenSink & ~Copyable>(
        _ bytes: Span<UInt8>,
        base: Int,
        into sink: inout Sink
    ) throws(SyntaxError) {
        end = base + bytes.count
        var index = 0
        if !isValueComplete {
            switch tokenizer.next(bytes, base: base, into: &sink) {
            case .needsMore: return
            case .failed(let error): throw error
            case .complete(let valueEnd): index = valueEnd - base
            }
            isValueComplete = true
        }
        index = bytes.firstNonSpace(from: index)
        guard index == bytes.count else {
            throw SyntaxError(reason: .unexpected(.endOfText), offset: base + index, found: bytes[index])
        }
    }

    /// Ends the text.
    mutating func finish<Sink: TokenSink & ~Copyable>(into sink: inout Sink) throws(SyntaxError) {
        guard !isValueComplete else { return }
        if case .failed(let error) = tokenizer.finish(at: end, into: &sink) { throw error }
    }
}
