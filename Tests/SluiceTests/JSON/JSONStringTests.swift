import Testing

@testable import Sluice

@Suite("Content and text of JSON strings")
struct JSONStringTests {
    @Test(
        "resolves every kind of escape",
        arguments: [
            ("", ""),
            ("plain", "plain"),
            (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{C}\n\r\t"),
            (#"\u0000\u001f\u0041\u007F"#, "\0\u{1F}A\u{7F}"),
            (#"é\u00E9\u20ac€"#, "éé€€"),
            (#"a\ud83d\ude00b😀"#, "a😀b😀"),
            (#"\uDBFF\uDFFF\uFFFF\uE000"#, "\u{10FFFF}\u{FFFF}\u{E000}"),
            (#"\\u0041\\n"#, #"\u0041\n"#),
            (#"0123456789abcdef0123\n456789abcdef\\"#, "0123456789abcdef0123\n456789abcdef\\"),
        ]
    )
    func unescaped(content: String, text: String) {
        #expect(unescaped(content) == Array(text.utf8))
        #expect(JSONString.scalarCount(content) == text.unicodeScalars.count)
    }

    @Test("appends to existing bytes")
    func appends() {
        var output = Array("x".utf8)
        JSONString.appendUnescaped(#"\n"#.utf8.span, to: &output)
        JSONString.appendEscaped("\n".utf8.span, to: &output)
        #expect(output == Array("x\n\\n".utf8))
    }

    @Test("escapes what must be escaped, and nothing else")
    func everyASCIIByte() {
        let short: [UInt8: String] = [
            0x08: #"\b"#, 0x09: #"\t"#, 0x0A: #"\n"#, 0x0C: #"\f"#, 0x0D: #"\r"#, 0x22: #"\""#, 0x5C: #"\\"#,
        ]
        for byte in UInt8(0)...0x7F {
            let hex = String(byte, radix: 16)
            let expected =
                if let escape = short[byte] {
                    escape
                } else if byte < 0x20 {
                    #"\u00"# + (byte < 16 ? "0" : "") + hex
                } else {
                    String(Unicode.Scalar(byte))
                }
            #expect(escaped([byte]) == Array(expected.utf8), "byte \(byte)")
        }
    }

    @Test("keeps text beyond ASCII as it is", arguments: ["é", "日本語", "😀", "a\u{2028}b\u{FEFF}", "e\u{301}"])
    func nonASCII(text: String) {
        #expect(escaped(Array(text.utf8)) == Array(text.utf8))
    }

    @Test("restores any text that it escaped")
    func roundTrip() {
        let alphabet: [Unicode.Scalar] = ["a", "\"", "\\", "\n", "\0", "é", "€", "😀", "/", "\u{7F}"]
        var random = SplitMix64(seed: 1)
        for length in 0..<300 {
            let scalars = (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
            let text = scalars.flatMap { Array(String($0).utf8) }
            let content = escaped(text)
            #expect(unescaped(String(decoding: content, as: UTF8.self)) == text)
            #expect(JSONString.scalarCount(content.span) == length)
        }
    }

    private func unescaped(_ content: String) -> [UInt8] {
        var output: [UInt8] = []
        JSONString.appendUnescaped(content.utf8.span, to: &output)
        return output
    }

    private func escaped(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        JSONString.appendEscaped(text.span, to: &output)
        return output
    }
}

extension JSONString {
    fileprivate static func scalarCount(_ content: String) -> Int { scalarCount(content.utf8.span) }
}
