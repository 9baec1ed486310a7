@testable import Sluice

/// The tokenizer against a slow and obvious reader of RFC 8259: the same tokens, the same error at the same place.
///
/// Steered by: the kernels to use.
final class TokenizerTarget: FuzzTarget {
    /// Low, so that it is reached.
    private static let maximumDepth = 12
    private var tree = JSONTree()

    func run(_ input: FuzzInput) {
        var input = input
        Kernels.use(input.takeNumber(below: Kernels.count))
        let expected = ReferenceTokenizer.read(input.bytes, maximumDepth: Self.maximumDepth)
        let reading = TokenReading(input.bytes, maximumDepth: Self.maximumDepth)
        expect(reading == expected, "the tokenizer reads \(reading), and not \(expected)")
        checkTree(of: input.bytes, expected)
        checkSequence(input.bytes)
        guard expected.failure == nil else { return }
        checkCompactForm(of: input.bytes)
    }

    /// Documents that follow one another are each read as if they stood alone, by one tokenizer.
    private func checkSequence(_ text: [UInt8]) {
        var tokenizer = JSONTokenizer(maximumDepth: Self.maximumDepth)
        var start = 0
        while start < text.count {
            var sink = DiscardingSink()
            tokenizer.reset()
            guard case .complete(let end) = tokenizer.next(text.span, from: start, base: 0, into: &sink) else { return }
            let alone = ReferenceTokenizer.read(Array(text[start..<end]), maximumDepth: Self.maximumDepth)
            expect(alone.failure == nil, "\(start)..<\(end) is read as a document, and is none")
            start = end
        }
    }

    /// The tree is what the tokens say: values in their order, each in its container.
    private func checkTree(of text: [UInt8], _ expected: TokenReading) {
        do throws(SyntaxError) {
            try tree.read(text.span, maximumDepth: Self.maximumDepth)
        } catch {
            return expect(expected.failure?.offset == error.offset, "the tree fails at \(error.offset)")
        }
        var index = 0
        var key: Range<Int>?
        func take(_ kind: ValueKind, from start: Int, _ end: Int? = nil) {
            let node = tree.nodes[index]
            expect(node.kind == kind && Int(node.start) == start, "node \(index) is \(node)")
            if let end { expect(Int(node.end) == end, "node \(index) ends elsewhere: \(node)") }
            expect(node.keyRange == key ?? 0..<0, "node \(index) has another key: \(node)")
            key = nil
            index += 1
        }
        for token in expected.tokens {
            switch token {
            case .beginObject(let start): take(.object, from: start)
            case .beginArray(let start): take(.array, from: start)
            case .key(let range, _): key = range
            case .scalar(let kind, let range, _): take(kind, from: range.lowerBound, range.upperBound)
            case .endObject, .endArray: break
            }
        }
        expect(index == tree.nodes.count, "the tree has \(tree.nodes.count) values instead of \(index)")
    }

    /// The compact form has the same tokens, and the indented form of that has them too.
    private func checkCompactForm(of text: [UInt8]) {
        var compact: [UInt8] = []
        var runs = CompactRuns(text.span)
        while let run = runs.next() { compact += text[run] }
        let expected = Self.texts(of: text)
        expect(Self.texts(of: compact) == expected, "the compact form says something else")
        expect(Self.texts(of: IndentedJSON.text(of: compact.span)) == expected, "the indented form says something else")
    }

    private static func texts(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        ReferenceTokenizer.read(text, maximumDepth: maximumDepth).tokens.map { token in
            switch token {
            case .beginObject: text[0..<0] + [UInt8(ascii: "{")]
            case .endObject: text[0..<0] + [UInt8(ascii: "}")]
            case .beginArray: text[0..<0] + [UInt8(ascii: "[")]
            case .endArray: text[0..<0] + [UInt8(ascii: "]")]
            case .key(let range, _): text[range] + [UInt8(ascii: ":")]
            case .scalar(_, let range, _): text[range]
            }
        }
    }
}
