import Foundation
import Testing

@testable import Sluice

/// A way in which one record is bad, and the code that it gets.
struct BadRecord: Sendable, CustomTestStringConvertible {
    let name: String
    let code: String
    /// The bad record, made of a good one with that number.
    let bytes: @Sendable (_ id: Int, _ layout: ItemLayout) -> [UInt8]

    var testDescription: String { name }

    /// Whether the record ends where the next one begins, and nowhere else.
    var isUnclosed: Bool { ["missing closing brace", "only an opening brace", "half of it"].contains(name) }

    /// The limits under which `depth` and `record-size` are bad.
    static let maximumRecordSize = 4_000
    static let maximumDepth = 512

    private init(_ name: String, _ code: ErrorCode, _ text: @escaping @Sendable (Int, ItemLayout) -> String) {
        self.init(name, code, bytes: { Array(text($0, $1).utf8) })
    }

    private init(_ name: String, _ code: ErrorCode, bytes: @escaping @Sendable (Int, ItemLayout) -> [UInt8]) {
        self.name = name
        self.code = code.rawValue
        self.bytes = bytes
    }

    /// The good record with the first `old` replaced.
    private init(_ name: String, _ code: ErrorCode, replacing old: String, by new: String) {
        self.init(name, code) { id, layout in
            layout.record(id).replacingFirst(old, by: new)
        }
    }

    /// The good record with the value of `field` replaced by `value`, whatever that is.
    private init(_ name: String, _ code: ErrorCode, _ field: String, is value: String) {
        self.init(name, code) { id, layout in
            layout.record(id).replacingValue(of: field, layout, by: value)
        }
    }

    /// The good record with more members in the end.
    private init(_ name: String, _ code: ErrorCode, adding members: String) {
        self.init(name, code) { id, layout in layout.record(id).withoutBrace + members + "}" }
    }

    /// Those that are bad whatever the schema.
    static let unchecked = syntax + contents + nonObjects

    static let all = unchecked + schema
}

extension BadRecord {
    private static let syntax: [BadRecord] = [
        BadRecord("missing comma", .syntax, replacing: ",", by: " "),
        BadRecord("doubled comma", .syntax, replacing: ",", by: ",,"),
        BadRecord("trailing comma", .syntax, adding: ","),
        BadRecord("missing colon", .syntax) { $1.record($0).replacingFirst($1.separator, by: " ") },
        BadRecord("missing opening brace", .syntax) { String($1.record($0).dropFirst()).trimmed },
        BadRecord("missing closing brace", .syntax) { $1.record($0).withoutBrace },
        BadRecord("missing opening quote", .syntax, replacing: "\"Item", by: "Item"),
        BadRecord("missing closing quote", .syntax) {
            $1.record($0).replacingFirst("Item \($0)\"", by: "Item \($0)")
        },
        BadRecord("missing closing quote of a key", .syntax, replacing: "category\"", by: "category"),
        BadRecord("unquoted key", .syntax, replacing: "\"category\"", by: "category"),
        BadRecord("single quotes", .syntax, "name", is: "'a'"),
        BadRecord("missing opening bracket", .syntax, adding: #","tags":1,2]"#),
        BadRecord("missing closing bracket", .syntax, adding: #","tags":[1,2"#),
        BadRecord("brackets of two kinds", .syntax, "name", is: #"["a", "b""#),
        BadRecord("NaN", .syntax, "quantity", is: "NaN"),
        BadRecord("leading zero", .syntax, "quantity", is: "07"),
        BadRecord("fraction without digits", .syntax, "value", is: "1."),
        BadRecord("a word for a value", .syntax, "is_active", is: "True"),
        BadRecord("only an opening brace", .syntax) { _, _ in "{" },
        BadRecord("only a closing brace", .syntax) { _, _ in "}" },
        BadRecord("half of it", .syntax) { id, layout in
            let text = layout.record(id)
            return String(text[..<(text.range(of: "\"value\"\(layout.separator)")?.upperBound ?? text.endIndex)])
                .trimmed
        },
        BadRecord("a record's opening in a string", .syntax, "name", is: #""},{\"id\": 1," nope"#),
    ]

    private static let contents: [BadRecord] = [
        BadRecord("raw control character", .syntax, replacing: "Item", by: "It\u{1}em"),
        BadRecord("raw tab", .syntax, replacing: "Item", by: "It\tem"),
        BadRecord("unknown escape", .syntax, replacing: "Item", by: #"It\qem"#),
        BadRecord("lone surrogate", .syntax, replacing: "Item", by: #"It\ud800em"#),
        BadRecord("reversed surrogates", .syntax, replacing: "Item", by: #"It\ude00\ud83dem"#),
        BadRecord(
            "invalid UTF-8",
            .utf8,
            bytes: { id, layout in
                Array(layout.record(id).utf8).replacingFirst("Item", by: [0x49, 0xFF, 0xFE])
            }
        ),
        BadRecord(
            "overlong UTF-8",
            .utf8,
            bytes: { id, layout in
                Array(layout.record(id).utf8).replacingFirst("Item", by: [0xC0, 0x80])
            }
        ),
        BadRecord(
            "too deep",
            .depth,
            adding: #","x":"# + String(repeating: "[", count: 600) + String(repeating: "]", count: 600)
        ),
        BadRecord("duplicate key", .duplicateKey, adding: #","id":5"#),
        BadRecord("duplicate key, escaped", .duplicateKey, adding: #","\u0069d":5"#),
        BadRecord("duplicate unknown key", .duplicateKey, adding: #","x":1,"y":2,"x":3"#),
        BadRecord("duplicate key in an object within", .duplicateKey, adding: #","x":[{"a":1,"b":{},"a":1}]"#),
        BadRecord("too large", .recordSize, adding: #","x":""# + String(repeating: "x", count: 5_000) + "\""),
    ]

    private static let nonObjects: [BadRecord] = ["42", "null", "\"hello, {\"", "true"].map { text in
        BadRecord("not an object: \(text)", .notAnObject) { _, _ in text }
    }

    private static let schema: [BadRecord] = [
        BadRecord("wrong type", ErrorCode(rawValue: "type"), "id", is: "\"x\""),
        BadRecord("null", ErrorCode(rawValue: "type"), "created_at", is: "null"),
        BadRecord("below the range", ErrorCode(rawValue: "minimum"), "value", is: "-0.01"),
        BadRecord("zero", ErrorCode(rawValue: "exclusiveMinimum"), "quantity", is: "0"),
        BadRecord("unknown category", ErrorCode(rawValue: "enum"), "category", is: "\"E\""),
        BadRecord("missing field", ErrorCode(rawValue: "required"), replacing: "\"value\"", by: "\"values\""),
    ]
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }

    fileprivate var withoutBrace: String { String(dropLast()).trimmed }

    fileprivate func replacingFirst(_ old: String, by new: String) -> String {
        guard let range = range(of: old) else { preconditionFailure("\(self) has no \(old)") }
        return replacingCharacters(in: range, with: new)
    }

    fileprivate func replacingValue(of field: String, _ layout: ItemLayout, by value: String) -> String {
        let key = "\"\(field)\"\(layout.separator)"
        guard let range = range(of: key) else { preconditionFailure("\(self) has no \(key)") }
        let end = self[range.upperBound...].firstIndex { $0 == "," || $0 == "}" || $0 == "\n" } ?? endIndex
        return replacingCharacters(in: range.upperBound..<end, with: value)
    }
}

extension [UInt8] {
    fileprivate func replacingFirst(_ old: String, by new: [UInt8]) -> [UInt8] {
        guard let range = firstRange(of: Array(old.utf8)) else { preconditionFailure("there is no \(old)") }
        return Array(self[..<range.lowerBound]) + new + self[range.upperBound...]
    }
}
