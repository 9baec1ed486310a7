import Testing

@testable import Sluice

@Suite("Doubles of number texts")
struct NumberTextDoubleTests {
    @Test("equal Python's float, bit for bit")
    func likePython() throws {
        var random = SplitMix64(seed: 2)
        var texts = NumberSpellings.edges
        for _ in 0..<200_000 { texts.append(NumberSpellings.random(using: &random)) }
        for _ in 0..<100_000 { texts.append(Double(bitPattern: random.next()).description) }
        for _ in 0..<100_000 { texts.append(String(Double.random(in: -1000...1000, using: &random))) }
        texts.removeAll { $0.contains("n") }
        let script = """
            import struct, sys
            for line in sys.stdin:
                print(struct.unpack("<Q", struct.pack("<d", float(line)))[0])
            """
        let expected = try PythonReference.lines(script, input: texts.joined(separator: "\n") + "\n")
        try #require(expected.count == texts.count)
        for (text, bits) in zip(texts, expected) {
            let reference = Double(bitPattern: try #require(UInt64(bits)))
            let value = NumberText.double(text)
            if value?.bitPattern != (reference.isFinite ? reference.bitPattern : nil) {
                Issue.record("\(text): \(value as Any), not \(reference)")
            }
        }
    }

    @Test("has no value for an infinite result", arguments: ["1e400", "-1e309", "1e99999999999999999999"])
    func infinite(text: String) {
        #expect(NumberText.double(text) == nil)
    }

    @Test("keeps the sign of zero", arguments: ["-0", "-0.000", "-0e-5", "-1e-400"])
    func negativeZero(text: String) {
        #expect(NumberText.double(text)?.bitPattern == (-0.0).bitPattern)
    }
}
