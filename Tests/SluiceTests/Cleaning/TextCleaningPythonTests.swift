import Testing

@testable import Sluice

/// Text cleaning compared with Python's `str` methods, which define it.
///
/// The two may follow different versions of Unicode. A scalar that Python's version does not assign, or whose mapping
/// here contains one, is left out.
@Suite("Text cleaning like Python")
struct TextCleaningPythonTests {
    @Test("equals Python's mappings for every scalar")
    func everyScalar() throws {
        let script = """
            import unicodedata
            for n in range(0x110000):
                c = chr(n)
                if 0xD800 <= n < 0xE000 or unicodedata.category(c) == "Cn": continue
                texts = c.upper(), c.lower(), c.strip(), f"a{c}".strip(), f"a{c}Σ".lower(), f"aΣ{c}a".lower()
                print(n, *(text.encode().hex() or "-" for text in texts))
            """
        let lines = try PythonReference.lines(script)
        try #require(lines.count > 250_000)
        var assigned: Set<UInt32> = []
        var differing: [(scalar: Unicode.Scalar, expected: Substring)] = []
        for line in lines {
            let value = try #require(UInt32(line.prefix { $0 != " " }))
            let scalar = try #require(Unicode.Scalar(value))
            assigned.insert(value)
            if "\(value) " + results(of: scalar) != line { differing.append((scalar, line)) }
        }
        let wrong = differing.filter { scalar, _ in
            let text = String(scalar)
            let mapped = TextCleaning.uppercased(text) + TextCleaning.lowercased(text)
            let leads = String(decoding: mapped, as: UTF8.self).unicodeScalars.contains { !assigned.contains($0.value) }
            return !leads && !Self.recategorised.contains(scalar)
        }
        #expect(wrong.isEmpty, "\(wrong.map { ($0.expected, results(of: $0.scalar)) })")
        // Each version of Unicode adds case mappings to a handful of scalars.
        #expect(differing.count < 20, "\(differing)")
    }

    /// Scalars whose general category changed after Unicode 14, and with it whether a sigma sees or skips them.
    private static let recategorised: Set<Unicode.Scalar> = ["\u{295}", "\u{1171E}"]

    private func results(of scalar: Unicode.Scalar) -> String {
        let text = String(scalar)
        return [
            TextCleaning.uppercased(text), TextCleaning.lowercased(text), TextCleaning.stripped(text),
            TextCleaning.stripped("a" + text), TextCleaning.lowercased("a\(text)Σ"),
            TextCleaning.lowercased("aΣ\(text)a"),
        ].map(hex).joined(separator: " ")
    }

    @Test("equals Python's methods for random texts around sigma")
    func randomTexts() throws {
        let texts = makeTexts()
        let script = """
            import sys
            for line in sys.stdin:
                text = bytes.fromhex(line).decode()
                print(*(s.encode().hex() or "-" for s in (text.upper(), text.lower(), text.strip())))
            """
        let input = texts.map { $0.utf8.isEmpty ? "\n" : hex(Array($0.utf8)) + "\n" }.joined()
        let expected = try PythonReference.lines(script, input: input)
        try #require(expected.count == texts.count)
        for (text, line) in zip(texts, expected) {
            let results = [
                TextCleaning.uppercased(text), TextCleaning.lowercased(text), TextCleaning.stripped(text),
            ]
            let found = results.map(hex).joined(separator: " ")
            if found != line { Issue.record("\(text.unicodeScalars.map(\.value)): \(found), not \(line)") }
        }
    }

    private func makeTexts() -> [String] {
        let alphabet =
            Array("ΣΣΣσςαaZ .:'-1éÉßİıŉǅᾳﬁ日😀𐐀".unicodeScalars) + [
                "\u{301}", "\u{345}", "\u{AD}", "\u{200D}", "\u{A0}", "\u{85}", "\u{3000}", "\u{2009}", "\u{1C}",
                "\u{2B0}",
            ]
        var random = SplitMix64(seed: 6)
        return (0..<50_000).map { _ in
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)])
            }
            return String(text)
        }
    }

    private func hex(_ bytes: [UInt8]) -> String {
        guard !bytes.isEmpty else { return "-" }
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
