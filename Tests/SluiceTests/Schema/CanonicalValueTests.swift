import Testing

@testable import Sluice

@Suite("Canonical forms of objects and arrays")
struct CanonicalValueTests {
    /// Texts of equal values; those of two lists are not equal.
    private static let classes: [[String]] = [
        ["[]", " [ ] "], ["{}", "{ }"], ["[[]]", "[ [ ] ]"], ["[{}]"], ["[[],[]]"], ["[null]"], ["[true]"], ["[false]"],
        ["[0]", "[-0]", "[0.0]", "[0e5]"], ["[1]", "[1.0]", "[10e-1]", "[0.1E1]"], ["[10]", "[1e1]"], ["[-1]"],
        ["[1,0]"],
        ["[\"1\"]", "[\"\\u0031\"]"], ["[\"\"]"], ["[\"a\",\"b\"]"], ["[\"ab\"]"], ["[\"a\",\"\",\"b\"]"], ["[\"1,\"]"],
        ["[\")\"]"], ["[\"a)\"]"], ["[\"\\n\"]", "[\"\\u000A\"]"], ["[\"é\"]", "[\"\\u00e9\"]"], ["[\"e\\u0301\"]"],
        [#"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#, #"{ "b" : 2.0, "\u0061" : 1 }"#], [#"{"a":2,"b":1}"#], [#"{"ab":1}"#],
        [#"{"a":{"b":1}}"#], [#"{"a":{},"b":1}"#, #"{"b":1,"a":{}}"#], [#"[{"a":1},{"b":2}]"#], [#"[{"b":2},{"a":1}]"#],
        [#"{"a":[1,2]}"#], [#"{"a":[2,1]}"#], [#"{"":1}"#], [#"{"a":null}"#],
        [#"{"aa":1,"a":2,"b":3}"#, #"{"b":3,"aa":1,"a":2}"#, #"{"a":2,"b":3,"a\u0061":1}"#],
    ]

    @Test("are the same exactly for equal values")
    func equality() {
        var classOfForm: [[UInt8]: Int] = [:]
        for (index, texts) in Self.classes.enumerated() {
            let forms = Set(texts.map { Self.form($0) })
            #expect(forms.count == 1, "\(texts)")
            for form in forms { #expect(classOfForm.updateValue(index, forKey: form) == nil, "\(texts)") }
        }
    }

    @Test("are those of random values, whatever the order of members and the spelling")
    func random() {
        var generator = SplitMix64(seed: 16)
        for _ in 0..<500 {
            let value = Self.value(depth: 3, &generator)
            let first = Self.form(Self.text(value, &generator))
            #expect(Self.form(Self.text(value, &generator)) == first)
        }
    }

    @Test("are given up for a value that is too large or too long, at any depth")
    func limits() {
        var value = CanonicalValue()
        let text = Array(#"[1,[2,{"a":"bcd"}]]"#.utf8)
        let isWritten = value.write(text.span)
        let (nodes, length) = (value.nodeCount, value.bytes.count)
        let fits = value.write(text.span, maximumNodes: nodes, maximumLength: length)
        let isTooLarge = !value.write(text.span, maximumNodes: nodes - 1)
        let isTooLong = !value.write(text.span, maximumLength: length - 1)
        #expect(isWritten && fits && isTooLarge && isTooLong)
        let deep = Array((String(repeating: "[", count: 1 << 20) + String(repeating: "]", count: 1 << 20)).utf8)
        let isDeepWritten = value.write(deep.span)
        #expect(isDeepWritten && value.nodeCount == 1 << 20)
    }

    private static func form(_ text: String) -> [UInt8] {
        var value = CanonicalValue()
        let text = Array(text.utf8)
        let isWritten = value.write(text.span)
        #expect(isWritten)
        return value.bytes
    }

    private indirect enum Value {
        case number(Int)
        case string(String)
        case array([Value])
        case object([(String, Value)])
    }

    private static func value(depth: Int, _ generator: inout SplitMix64) -> Value {
        switch Int.random(in: 0..<(depth > 0 ? 4 : 2), using: &generator) {
        case 0: return .number(.random(in: -9...99, using: &generator))
        case 1: return .string(String("aé\"\\b".prefix(.random(in: 0...5, using: &generator))))
        case 2:
            return .array(
                (0..<Int.random(in: 0...3, using: &generator)).map { _ in value(depth: depth - 1, &generator) }
            )
        default:
            return .object(
                (0..<Int.random(in: 0...4, using: &generator)).map { ("key\($0)", value(depth: depth - 1, &generator)) }
            )
        }
    }

    private static func text(_ value: Value, _ generator: inout SplitMix64) -> String {
        switch value {
        case .number(let number): Bool.random(using: &generator) ? "\(number)" : "\(number).0"
        case .string(let string): spelling(string, &generator)
        case .array(let items): "[" + items.map { text($0, &generator) }.joined(separator: ", ") + "]"
        case .object(let members):
            "{"
                + members.shuffled(using: &generator)
                .map { spelling($0.0, &generator) + ":" + text($0.1, &generator) }.joined(separator: ",") + "}"
        }
    }

    private static func spelling(_ string: String, _ generator: inout SplitMix64) -> String {
        let scalars = string.unicodeScalars.map { scalar in
            guard scalar == "\"" || scalar == "\\" || Bool.random(using: &generator) else { return String(scalar) }
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        return "\"" + scalars.joined() + "\""
    }
}
