import Testing

@testable import Sluice

@Suite("Whole escapes")
struct JSONEscapeTests {
    @Test("of one letter are those of RFC 8259")
    func letters() {
        for letter in UInt8.min...UInt8.max {
            let bytes: [UInt8] = [0x5C, letter, 0x30, 0x30]
            let isEscape = #""\/bfnrt"#.utf8.contains(letter)
            #expect(bytes.span.endOfWholeEscape(at: 0) == (isEscape ? 2 : nil), "\(letter)")
        }
    }

    @Test("of a code unit have four hexadecimal digits, at every place every byte")
    func digits() {
        for place in 2..<6 {
            for byte in UInt8.min...UInt8.max {
                var bytes = Array(#"\u10F9.."#.utf8)
                bytes[place] = byte
                #expect(bytes.span.endOfWholeEscape(at: 0) == (hexDigitValue(byte) == nil ? nil : 6), "\(byte)")
            }
        }
        // Two wrong digits must not make up for each other.
        for text in [#"\u/:@G"#, #"\u`g00"#, "\\u\u{80}00", "\\u0\u{FF}\u{FF}"] {
            #expect(text.utf8.span.endOfWholeEscape(at: 0) == nil)
        }
    }

    @Test("of a code unit other than a surrogate are whole, and those of surrogates only in pairs")
    func surrogates() {
        for unit in UInt16.min...UInt16.max where unit % 5 == 0 || unit >> 8 >= 0xD7 && unit >> 8 <= 0xE0 {
            let digits = String(unit + 0, radix: 16, uppercase: unit & 1 == 0)
            let escape = "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            let isSurrogate = (0xD800...0xDFFF).contains(unit)
            #expect(escape.utf8.span.endOfWholeEscape(at: 0) == (isSurrogate ? nil : 6), "\(escape)")
            let afterHigh = "\\ud83d" + escape
            #expect(afterHigh.utf8.span.endOfWholeEscape(at: 0) == (unit >> 10 == 0x37 ? 12 : nil), "\(escape)")
            let beforeLow = escape + "\\uDE00"
            let expected = isSurrogate ? (unit >> 10 == 0x36 ? 12 : nil) : 6
            #expect(beforeLow.utf8.span.endOfWholeEscape(at: 0) == expected, "\(escape)")
        }
    }

    @Test("that are cut off are not whole", arguments: [#"\n"#, #"\u00e9"#, #"\ud83d\ude00"#])
    func cuts(escape: String) {
        let bytes = Array(escape.utf8)
        for cut in 1..<bytes.count {
            #expect(bytes.span.extracting(first: cut).endOfWholeEscape(at: 0) == nil)
        }
        #expect(bytes.span.endOfWholeEscape(at: 0) == bytes.count)
    }
}
