import Testing

@testable import Sluice

@Suite("Tokens that lie whole in the bytes")
struct WholeTokensTests {
    /// The result for the first bytes; the filling provides the room that it requires.
    private static func end(_ text: String, filling: String = ",") -> (number: Int?, kind: ValueKind?) {
        let bytes = Array(text.utf8) + Array(String(repeating: filling, count: 30).utf8)
        // SAFETY: 30 bytes follow the text.
        let token = unsafe bytes.span.endOfWholeNumber(at: 0)
        return (token?.end, token?.kind)
    }

    @Test("numbers without an exponent end where the scanner ends them, whatever follows")
    func numbers() {
        var random = SplitMix64(seed: 41)
        for _ in 0..<20_000 {
            let alphabet = Array("0123456789.-eE+,x \u{80}/:")
            let length = Int.random(in: 1...14, using: &random)
            // Mostly digits.
            let text = String((0..<length).map { _ in alphabet[min(.random(in: 0..<60, using: &random) % 24, 20)] })
            guard let first = text.utf8.first, first == 0x2D || (0x30...0x39).contains(first) else { continue }
            let bytes = Array(text.utf8) + Array(repeating: UInt8(ascii: " "), count: 30)
            var scanner = JSONNumberScanner()
            var index = 0
            let progress = scanner.next(bytes.span, from: &index, base: 0)
            let (end, kind) = Self.end(text, filling: " ")
            guard case .ended = progress, !bytes[..<index].contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) else {
                #expect(end == nil, "\(text)")
                continue
            }
            #expect(end == index && kind == scanner.kind, "\(text)")
        }
    }

    @Test(
        "numbers of every length are read",
        arguments: ["0", "-0", "7", "1234567", "12345678", "123456789012345678901", "-1.5", "0.25", "1234567.1234567"]
    )
    func lengths(text: String) {
        let kind = text.contains(".") ? ValueKind.decimal : .integer
        for filling in [",", "]", " ", "\n"] {
            #expect(Self.end(text, filling: filling) == (text.utf8.count, kind))
        }
        for digits in 1...20 {
            let fraction = "0." + String(repeating: "3", count: digits)
            #expect(Self.end(fraction) == (fraction.utf8.count, .decimal))
        }
    }

    @Test("a number at the end of the bytes is left to the scanner, as it may continue")
    func openNumbers() {
        for digits in 23...40 {
            let bytes = Array(repeating: UInt8(ascii: "1"), count: digits)
            // SAFETY: there is room, 24 bytes or more.
            if digits >= 24 { #expect(unsafe bytes.span.endOfWholeNumber(at: 0) == nil) }
            let fraction = [UInt8(ascii: "1"), UInt8(ascii: ".")] + bytes
            // SAFETY: as above.
            #expect(unsafe fraction.span.endOfWholeNumber(at: 0) == nil)
        }
    }

    @Test("words are literals only if all their letters match")
    func literals() {
        for (word, kind) in [("true", ValueKind.true), ("false", .false), ("null", .null)] {
            let bytes = Array(word.utf8) + Array(repeating: UInt8(ascii: ","), count: 30)
            // SAFETY: 30 bytes follow the word.
            let token = unsafe bytes.span.endOfWholeLiteral(at: 0)
            #expect(token?.end == word.utf8.count && token?.kind == kind)
            for place in 0..<word.utf8.count {
                var changed = bytes
                changed[place] ^= 0x20
                // SAFETY: as above.
                #expect(unsafe changed.span.endOfWholeLiteral(at: 0) == nil)
            }
        }
    }

    @Test("plain strings end after their quote, at every length, and others are left to the scanner")
    func strings() throws {
        let page = try GuardedPage()
        for length in 0...80 {
            for (inside, isPlain) in [("", true), ("\\", false), ("\u{1F}", false), ("é", false), ("\u{7F}", true)] {
                let text = Array(String(repeating: "a", count: length).utf8) + Array(inside.utf8)
                let bytes = [0x22] + text + [0x22] + Array(repeating: UInt8(ascii: ","), count: 24)
                for place in page.edges(bytes.count) {
                    let end = unsafe page.withBytes(bytes, at: place) { place in
                        // SAFETY: the place holds that many bytes, 24 of them after the string.
                        unsafe UnsafeBufferPointer(start: place, count: bytes.count).span.endOfPlainString(at: 0)
                    }
                    #expect(end == (isPlain ? text.count + 2 : nil), "\(length) and \(inside)")
                }
            }
        }
        let open = Array("\"an open string, and a long one".utf8)
        // SAFETY: it is longer than the room.
        #expect(unsafe open.span.endOfPlainString(at: 0) == nil)
    }
}
