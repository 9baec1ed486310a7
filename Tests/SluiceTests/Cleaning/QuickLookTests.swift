import Testing

@testable import Sluice

/// A quick look may report too much; it must never miss a change that the slow path makes.
@Suite struct QuickLookTests {
    private static let alphabet: [Unicode.Scalar] = [
        "a", "z", "A", "Z", "m", "M", "@", "[", "`", "{", " ", "~", "0", "\u{1F}", "\u{7F}", "é", "É", "ß", "\u{A0}",
        "\u{3000}", "😀", "ǅ",
    ]

    @Test("no change of case is missed")
    func letters() {
        var generator = SplitMix64(seed: 7)
        for _ in 0..<20_000 {
            let text = Self.text(using: &generator)
            let span = Array("\"\(text)\"".utf8)
            if !span.span.mayHaveLetters(from: UInt8(ascii: "a"), []) { #expect(text.uppercased() == text) }
            if !span.span.mayHaveLetters(from: UInt8(ascii: "A"), []) { #expect(text.lowercased() == text) }
            // For ASCII the look is exact.
            guard text.utf8.allSatisfy({ $0 < 0x80 }) else { continue }
            #expect(span.span.mayHaveLetters(from: UInt8(ascii: "a"), []) == (text.uppercased() != text))
            #expect(span.span.mayHaveLetters(from: UInt8(ascii: "A"), []) == (text.lowercased() != text))
        }
    }

    @Test("no outer white space is missed")
    func space() {
        var generator = SplitMix64(seed: 8)
        for _ in 0..<20_000 {
            let text = Self.text(using: &generator)
            let bytes = Array("\"\(text)\"".utf8)
            let kept = TextCleaning.trimmedRange(of: text.utf8.span)
            if !bytes.span.mayHaveOuterSpace([]) { #expect(kept.count == text.utf8.count) }
        }
    }

    @Test("no rounding is missed")
    func decimals() {
        var generator = SplitMix64(seed: 9)
        for _ in 0..<50_000 {
            let number = NumberSpellings.random(using: &generator)
            for places in [0, 2, 5] where !number.utf8.span.mayHaveDecimals(beyond: places) {
                guard let value = NumberText.double(number) else { continue }
                #expect(DecimalRounding.rounded(value, toPlaces: places) == value, "\(number) to \(places)")
            }
        }
    }

    private static func text(using generator: inout SplitMix64) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...20, using: &generator) {
            let ascii = Int.random(in: 0..<15, using: &generator)
            let any = Int.random(in: 0..<alphabet.count, using: &generator)
            let isRare = Int.random(in: 0..<12, using: &generator) == 0
            text.unicodeScalars.append(alphabet[isRare ? any : ascii])
        }
        return text
    }
}
