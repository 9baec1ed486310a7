import Testing

@testable import Sluice

@Suite("Text cleaning")
struct TextCleaningTests {
    @Test(
        "trims white space of all kinds at both ends, and none inside",
        arguments: [
            ("", ""), (" ", ""), (" a ", "a"), ("a", "a"), ("\t\r\n\u{B}\u{C}\u{1C}\u{1F}a b\u{85}\u{A0}", "a b"),
            ("\u{3000}\u{1680}\u{2028}日本\u{205F}\u{202F}\u{200A}", "日本"), ("\u{200B}a\u{FEFF}", "\u{200B}a\u{FEFF}"),
            ("é", "é"), ("\u{2000}\u{2000}", ""), ("\u{E0}\u{E0}", "\u{E0}\u{E0}"),
        ]
    )
    func trim(text: String, expected: String) {
        #expect(TextCleaning.stripped(text) == Array(expected.utf8))
    }

    @Test(
        "maps to upper case in full",
        arguments: [
            ("abc xyz", "ABC XYZ"), ("straße", "STRASSE"), ("ﬃ", "FFI"), ("ǆ", "Ǆ"), ("ŉ", "ʼN"), ("σς", "ΣΣ"),
            ("a0é€😀z", "A0É€😀Z"), ("\u{390}", "\u{399}\u{308}\u{301}"),
        ]
    )
    func uppercase(text: String, expected: String) {
        #expect(TextCleaning.uppercased(text) == Array(expected.utf8))
    }

    @Test(
        "maps to lower case in full, with the final sigma",
        arguments: [
            ("ABC XYZ", "abc xyz"), ("İ", "i\u{307}"), ("ΑΣ", "ας"), ("ΑΣΑ", "ασα"), ("Σ", "σ"), ("Α.Σ", "α.ς"),
            ("ΑΣ.", "ας."), ("ΑΣ.Α", "ασ.α"), ("ΑΣ Α", "ας α"), ("ΣΣ", "σς"), ("A\u{301}Σ\u{301}", "a\u{301}ς\u{301}"),
            ("1Σ", "1σ"), ("\u{212B}", "å"),
        ]
    )
    func lowercase(text: String, expected: String) {
        #expect(TextCleaning.lowercased(text) == Array(expected.utf8))
    }

    @Test("appends nothing if nothing changes", arguments: ["", "A", "ABC-1", "É€😀", "日本語の文"])
    func unchanged(text: String) {
        var output = [UInt8(7)]
        #expect(TextCleaning.appendUppercase(text.utf8.span, to: &output) == .unchanged)
        #expect(output == [7])
    }

    @Test("appends to existing bytes")
    func appends() {
        var output = [UInt8(7)]
        #expect(TextCleaning.appendLowercase("aBc".utf8.span, to: &output) == .changed)
        #expect(output == [7] + Array("abc".utf8))
    }

    @Test("takes linear time for sigmas and what they skip")
    func manySigmas() {
        let text = String(repeating: "Σ" + String(repeating: ".", count: 1000), count: 300)
        let elapsed = ContinuousClock().measure { #expect(TextCleaning.lowercased(text).count == text.utf8.count) }
        #expect(elapsed < .seconds(5))
    }
}
