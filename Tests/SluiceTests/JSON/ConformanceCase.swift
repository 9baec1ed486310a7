import Testing

@testable import Sluice

/// A text, and whether it is JSON by RFC 8259.
struct ConformanceCase: CustomTestStringConvertible, Sendable {
    let bytes: [UInt8]
    /// `nil` for a text that is JSON.
    let failure: TokenReading.Failure?

    var testDescription: String {
        String(decoding: bytes, as: UTF8.self).unicodeScalars.map { $0.escaped(asASCII: true) }.joined()
    }

    static func accept(_ text: String) -> ConformanceCase {
        ConformanceCase(bytes: Array(text.utf8), failure: nil)
    }

    static func accept(string content: [UInt8]) -> ConformanceCase {
        ConformanceCase(bytes: [0x22] + content + [0x22], failure: nil)
    }

    static func reject(_ text: String, at offset: Int, _ code: ErrorCode = .syntax) -> ConformanceCase {
        ConformanceCase(bytes: Array(text.utf8), failure: TokenReading.Failure(offset: offset, code: code))
    }

    static func reject(_ bytes: [UInt8], at offset: Int, _ code: ErrorCode = .syntax) -> ConformanceCase {
        ConformanceCase(bytes: bytes, failure: TokenReading.Failure(offset: offset, code: code))
    }

    /// A string whose inside is `content`; `offset` counts from its quote.
    static func reject(string content: [UInt8], at offset: Int, _ code: ErrorCode = .utf8) -> ConformanceCase {
        reject([0x22] + content + [0x22], at: offset, code)
    }

    static let all = numbers + words + strings + utf8 + structures + ends
}

extension ConformanceCase {
    /// RFC 8259, section 6.
    static let numbers: [ConformanceCase] = [
        .accept("0"), .accept("-0"), .accept("-0.0e-0"), .accept("1"), .accept("-1"), .accept("10"), .accept("0.5"),
        .accept("1e5"), .accept("1E5"), .accept("1e+5"), .accept("1e-5"), .accept("0e0"), .accept("0e007"),
        .accept("1.25e10"), .accept("9223372036854775807"), .accept("9223372036854775808"),
        .accept("-9223372036854775809"), .accept("123456789012345678901234567890"), .accept("1e400"),
        .accept("-1e99999999999999999999999999"), .accept("1e-99999999999999999999999999"),
        .accept("0." + String(repeating: "0", count: 5_000) + "1"), .accept(String(repeating: "9", count: 5_000)),
        .reject("-", at: 1, .truncated), .reject("--1", at: 1), .reject("-a", at: 1), .reject("- 1", at: 1),
        .reject("+1", at: 0), .reject(".5", at: 0), .reject("-.5", at: 1),
        .reject("01", at: 1), .reject("-01", at: 2), .reject("00", at: 1), .reject("007.5", at: 1),
        .reject("1.", at: 2, .truncated), .reject("[1.]", at: 3), .reject("1.e5", at: 2), .reject("1..2", at: 2),
        .reject("1.2.3", at: 3), .reject("1e", at: 2, .truncated), .reject("[1e]", at: 3),
        .reject("1e+", at: 3, .truncated),
        .reject("1e-]", at: 3), .reject("1e1.5", at: 3), .reject("1ee1", at: 2), .reject("1e+-1", at: 3),
        .reject("1e1e1", at: 3), .reject("0x10", at: 1), .reject("1_000", at: 1), .reject("1,000", at: 1),
        .reject("1f", at: 1), .reject("Infinity", at: 0), .reject("-Infinity", at: 1), .reject("NaN", at: 0),
        .reject("-NaN", at: 1), .reject("1 2", at: 2), .reject("1-2", at: 1), .reject("１", at: 0),
        .reject([0x31, 0xFF], at: 1), .reject([0x31, 0x00], at: 1),
    ]

    /// RFC 8259, section 3: the three literal names, in lower case.
    static let words: [ConformanceCase] = [
        .accept("true"), .accept("false"), .accept("null"), .accept("[true,false,null]"), .accept(" true "),
        .reject("True", at: 0), .reject("TRUE", at: 0), .reject("tRue", at: 0), .reject("truE", at: 0),
        .reject("tru", at: 3, .truncated), .reject("t", at: 1, .truncated), .reject("fals", at: 4, .truncated),
        .reject("nul", at: 3, .truncated), .reject("[nul]", at: 1), .reject("[tru e]", at: 1), .reject("[fa]", at: 1),
        .reject("truex", at: 4), .reject("nulll", at: 4), .reject("true false", at: 5), .reject("[truefalse]", at: 5),
        .reject("undefined", at: 0), .reject("None", at: 0), .reject("nope", at: 0), .reject("[nope]", at: 1),
    ]

    /// RFC 8259, section 7, apart from UTF-8.
    static let strings: [ConformanceCase] = [
        .accept(#""""#), .accept(#""a""#), .accept(#""\"\\\/\b\f\n\r\t""#), .accept(#""\u0000\u001F\uFFFF\uabCD""#),
        .accept(#""\ud83d\ude00""#), .accept(#""\uD800\uDC00\uDBFF\uDFFF""#), .accept(#""\\u12""#),
        .accept(#""\\\\\\\\\\\\\\\\\\""#), .accept("\"\u{7F}\u{80}\u{2028}\u{FEFF}\u{10FFFF}\""),
        .accept("\"" + String(repeating: "x", count: 5_000) + "\""), .accept("\"'\""), .accept("\"/* no comment */\""),
        .reject("\"", at: 1, .truncated), .reject("\"abc", at: 4, .truncated), .reject(#""a\""#, at: 4, .truncated),
        .reject(#""\"#, at: 2, .truncated), .reject(#""\u"#, at: 3, .truncated), .reject(#""\u00"#, at: 5, .truncated),
        .reject(#""\u00""#, at: 1), .reject(#""\u00G0""#, at: 1), .reject(#""\u 123""#, at: 1),
        .reject(#""ab\x41""#, at: 3),
        .reject(#""\a""#, at: 1), .reject(#""\'""#, at: 1), .reject(#""\0""#, at: 1), .reject(#""\U0041""#, at: 1),
        .reject("\"\\\n\"", at: 1), .reject(#""\é""#, at: 1), .reject(#""\u00é0""#, at: 1),
        .reject(#""\u+123""#, at: 1),
        // Lone and reversed surrogates encode no character.
        .reject(#""\ud800""#, at: 1), .reject(#""a\uDBFFb""#, at: 2), .reject(#""\udc00""#, at: 1),
        .reject(#""\ude00\ud83d""#, at: 1), .reject(#""\ud800\ud800""#, at: 1), .reject(#""\ud800\u0041""#, at: 1),
        .reject(#""\ud800\n""#, at: 1), .reject(#""\ud800\\udc00""#, at: 1), .reject(#""\ud800 \udc00""#, at: 1),
        .reject(#""\ud800\udc0""#, at: 1), .reject(#""\ud800\udc00\udc00""#, at: 13),
        .reject(#""\ud800"#, at: 7, .truncated), .reject(#""\ud800\"#, at: 8, .truncated),
        .reject(#""\ud800\u"#, at: 9, .truncated), .reject(#""\ud800\ud"#, at: 10, .truncated),
        // Raw control characters.
        .reject("\"a\u{0}b\"", at: 2), .reject("\"\u{1}\"", at: 1), .reject("\"a\tb\"", at: 2),
        .reject("\"a\nb\"", at: 2),
        .reject("\"\r\"", at: 1), .reject("\"\u{1F}\"", at: 1), .reject("{\"a\u{8}\":1}", at: 3),
        .reject("'a'", at: 0), .reject("[a]", at: 1), .reject("\"a\"b", at: 3), .reject("\"a\" \"b\"", at: 4),
        .reject("“a”", at: 0),
    ]
}
