import Testing

@testable import Sluice

@Suite("The language is RFC 8259, strictly")
struct ConformanceTests {
    @Test("accepts JSON, and locates the error in everything else", arguments: ConformanceCase.all)
    func verdict(of text: ConformanceCase) {
        #expect(TokenReading(text.bytes).failure == text.failure)
        #expect(ReferenceTokenizer.read(text.bytes).failure == text.failure, "the reference")
    }

    @Test("offsets count from the beginning of the input", arguments: ConformanceCase.all)
    func base(of text: ConformanceCase) {
        let base = 5 << 32
        let expected = text.failure.map { TokenReading.Failure(offset: base + $0.offset, code: $0.code) }
        #expect(TokenReading(text.bytes, base: base).failure == expected)
    }

    @Test("allows as many levels as the limit, and no more", arguments: [1, 2, 63, 64, 65, 128, 129, 512])
    func depth(limit: Int) {
        for open in ["[", #"{"a":"#] {
            let close = open == "[" ? "]" : "}"
            func text(_ levels: Int) -> [UInt8] {
                let opening = String(repeating: open, count: levels - 1) + open.prefix(1)
                return Array((opening + String(repeating: close, count: levels)).utf8)
            }
            #expect(TokenReading(text(limit), maximumDepth: limit).failure == nil)
            let failure = TokenReading.Failure(offset: limit * open.utf8.count, code: .depth)
            #expect(TokenReading(text(limit + 1), maximumDepth: limit).failure == failure)
        }
    }

    @Test("a million levels are refused at a lower limit, and read under a higher one")
    func endlessDepth() {
        let open = Array(repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(TokenReading(open).failure == TokenReading.Failure(offset: 512, code: .depth))
        let failure = TokenReading.Failure(offset: 1_000_000, code: .truncated)
        #expect(TokenReading(open, maximumDepth: .max).failure == failure)
        let closed = open + Array(repeating: UInt8(ascii: "]"), count: 1_000_000)
        #expect(TokenReading(closed, maximumDepth: 1_000_000).failure == nil)
    }

    @Test("white space and depth do not lose the position")
    func longRuns() {
        let space = Array(repeating: UInt8(ascii: " "), count: 100_000)
        #expect(TokenReading(space + Array("[1,".utf8) + space + Array("2]".utf8) + space).failure == nil)
        let backslashes = Array(repeating: UInt8(ascii: "\\"), count: 100_000)
        #expect(TokenReading([0x22] + backslashes + [0x22]).failure == nil)
        let odd = TokenReading([0x22] + backslashes + [0x5C, 0x22])
        #expect(odd.failure == TokenReading.Failure(offset: 100_003, code: .truncated))
    }
}
