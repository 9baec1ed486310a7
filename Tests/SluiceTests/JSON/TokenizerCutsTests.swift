import Testing

@testable import Sluice

@Suite("The tokenizer agrees with a slow one, however the text is cut")
struct TokenizerCutsTests {
    @Test("whole, at every cut, a byte at a time and in three pieces", arguments: TextFixtures.all)
    func everyCut(_ fixture: TextFixture) {
        let bytes = fixture.bytes
        let expected = ReferenceTokenizer.read(bytes)
        #expect(TokenReading(bytes) == expected)
        #expect(TokenReading(bytes, cuts: Array(0...bytes.count)) == expected, "a byte at a time")
        for cut in 0...bytes.count where TokenReading(bytes, cuts: [cut]) != expected {
            Issue.record("cut at \(cut): \(TokenReading(bytes, cuts: [cut])), expected \(expected)")
        }
        var random = SplitMix64(seed: UInt64(bytes.count))
        for _ in 0..<50 {
            let cuts = [Int.random(in: 0...bytes.count, using: &random), .random(in: 0...bytes.count, using: &random)]
            if TokenReading(bytes, cuts: cuts.sorted()) != expected { Issue.record("cut at \(cuts.sorted())") }
        }
    }

    @Test("a tokenizer that is reused reads like a new one", arguments: TextFixtures.all)
    func reset(_ fixture: TextFixture) {
        var tokenizer = JSONTokenizer(maximumDepth: 512)
        // Leave it in the middle of something, at some depth.
        for length in stride(from: 0, through: fixture.bytes.count, by: 7) {
            var sink = RecordingSink()
            _ = tokenizer.next(fixture.bytes.span.extracting(first: length), base: 0, into: &sink)
            tokenizer.reset()
        }
        var reused = RecordingSink()
        let progress = tokenizer.next(fixture.bytes.span, base: 0, into: &reused)
        var fresh = JSONTokenizer(maximumDepth: 512)
        var sink = RecordingSink()
        #expect(fresh.next(fixture.bytes.span, base: 0, into: &sink) == progress)
        #expect(reused.tokens == sink.tokens)
    }

    @Test("stops just after the value, and leaves what follows alone")
    func completion() {
        for (text, end) in [("{} {}", 2), ("[1]x", 3), ("\"a\"b", 3), ("1 2", 1), (" true,", 5), ("12]", 2)] {
            var tokenizer = JSONTokenizer(maximumDepth: 8)
            var sink = DiscardingSink()
            #expect(tokenizer.next(text.utf8.span, base: 100, into: &sink) == .complete(end: 100 + end))
        }
    }

    @Test("a number at the end of the bytes may continue in the next ones")
    func openNumber() {
        var tokenizer = JSONTokenizer(maximumDepth: 8)
        var sink = RecordingSink()
        #expect(tokenizer.next("12".utf8.span, base: 0, into: &sink) == .needsMore)
        #expect(tokenizer.next("34".utf8.span, base: 2, into: &sink) == .needsMore)
        #expect(tokenizer.finish(at: 4, into: &sink) == .complete(end: 4))
        #expect(sink.tokens == [.scalar(.integer, 0..<4, hasEscapes: false)])
    }
}
