import Testing

@testable import Sluice

/// A text that readers are tried on, with a name for messages.
struct TextFixture: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]

    var testDescription: String { name }

    init(_ name: String, _ text: String) {
        self.name = name
        bytes = Array(text.utf8)
    }

    init(_ name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// Texts for the tokenizer: every kind of token, and everything that may go wrong with one.
enum TextFixtures {
    static let all = documents + conformance

    /// Longer texts with many tokens of every kind.
    static let documents: [TextFixture] = [
        TextFixture(
            "pretty record",
            """
            {
              "id": 7,
              "name": "Item 7",
              "category": "A",
              "value": 127.50,
              "quantity": 12,
              "is_active": true,
              "created_at": "2024-03-05T12:34:56.789012"
            }
            """
        ),
        TextFixture(
            "compact array",
            #"[{"id":1,"v":-0.5e-7},{"id":2,"v":null},{"id":3,"v":[true,false,[],{}]},"x",0,-0,1E+5]"#
        ),
        TextFixture("carriage returns", "{\r\n\t\"a\" :\t[\r\n 1 ,\r\n 2 ]\r\n}\r\n"),
        TextFixture(
            "escapes",
            #"{"\u0069d":"\"\\\/\b\f\n\r\t","pair":"\ud83d\ude00\uD83D\uDE00","run":"\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\"}"#
        ),
        TextFixture(
            "beyond ASCII",
            #"{"é":"ä€😀","日本":["\#u{10FFFF}","e\#u{301}","\#u{7FF}\#u{800}\#u{FFFF}\#u{10000}"]}"#
        ),
        TextFixture("text like JSON", #"["},{\"id\": 1,","]}","\\\"","[1,2","{\"a\":{","//","/* */",":",",,"]"#),
        TextFixture("deep", String(repeating: #"[{"a":"#, count: 70) + "1" + String(repeating: "}]", count: 70)),
        TextFixture("long string", "\"" + String(repeating: "0123456789abcdef", count: 9) + "\\n" + "x\""),
        TextFixture(
            "long text beyond ASCII",
            "{\"съешь ещё этих мягких французских булок\":\"да выпей же чаю, 我能吞下玻璃而不伤身体 😀😀😀 \\n"
                + #"色は匂へど\u00e9\"散りぬるを\ud83d\ude00我が世誰ぞ常ならむ – naïve façade, Straße"}"#
        ),
        TextFixture(
            "long text with a bad sequence behind it",
            bytes: Array("[\"съешь ещё этих мягких французских булок\",\"я".utf8) + [0xED, 0xA0, 0x80]
                + Array("\"]".utf8)
        ),
        TextFixture(
            "long text with a sequence cut off by its end",
            bytes: Array("[\"我能吞下玻璃而不伤身体我能吞下玻璃而不伤身体".utf8) + [0xE6, 0x88] + Array("\", 1]".utf8)
        ),
        TextFixture(
            "long space",
            "[" + String(repeating: " \n\t\r", count: 30) + "1" + String(repeating: " ", count: 50) + "]"
        ),
    ]

    /// Each short case of the conformance table by itself, and inside a record.
    static let conformance: [TextFixture] = ConformanceCase.all.filter { $0.bytes.count < 200 }.flatMap { text in
        [
            TextFixture(text.testDescription, bytes: text.bytes),
            TextFixture(
                "in a record: \(text.testDescription)",
                bytes: Array(#"{"id": 1, "x": "#.utf8) + text.bytes
                    + Array(#", "tail": "an end long enough for whole tokens"}"#.utf8)
            ),
        ]
    }
}
