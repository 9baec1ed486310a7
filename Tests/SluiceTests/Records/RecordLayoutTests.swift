import Testing

@testable import Sluice

/// The path that reads a record by an earlier one's layout, against the tokenizer, which defines the language.
@Suite("A record read by a layout is the one that the tokenizer reads")
struct RecordLayoutTests {
    private static let fields = FieldTable(names: ["id", "name", "value", "ok"].map { Array($0.utf8) })

    private static let templates = [
        #"{"id": 7, "name": "Item 7", "value": 12.50, "ok": true}"#,
        #"{"id":-1,"extra":"x","name":"a\"b","other":null,"value":0.5}"#,
        "{\n  \"ok\" : false,\n\t\"value\":123456789.25 ,\n  \"naïve\":\"日本\", \"id\":0 }",
        #"{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7}"#,
    ]

    private static let values = [
        "0", "-0", "7", "01", "-", "1.", "1.5", "1e5", "-12.75", "1.5E-3", "123456789012345678901234567890", "true",
        "false",
        "null", "nul", "truex", #""""#, #""x""#, #""a longer text than one block holds""#, #""\u00e9\n""#, #""\ud800""#,
        #""é""#,
        "\"\u{1}\"", #""open"#, "[]", "{}", "[1,2]", #"{"id":1}"#, "", "  3", "3  ", #""}""#, #"","id":1"#, "NaN",
    ]

    /// Everything that a batch keeps of one record.
    private struct Reading: Equatable {
        var end: Int
        var order: [UInt16]
        var slots: [[Int]]
        var extras: [[Int]]
    }

    @Test("after random changes of values, keys and bytes", arguments: templates)
    func agreesWithTokenizer(template: String) throws {
        var random = SplitMix64(seed: 42)
        var hits = 0
        for trial in 0..<8_000 {
            let text = Self.variant(of: template, &random)
            let predicted = try Self.predict(text, learningFrom: template)
            guard let predicted else { continue }
            hits += 1
            #expect(predicted == Self.tokenize(text), "trial \(trial): \(text)")
        }
        #expect(hits > 500, "too few records had the layout: \(hits)")
    }

    @Test("unless too few bytes follow it")
    func staysInsideTheChunk() throws {
        let template = Self.templates[0]
        #expect(try Self.predict(template, learningFrom: template, padding: RecordLayout.reach) != nil)
        #expect(try Self.predict(template, learningFrom: template, padding: RecordLayout.reach - 1) == nil)
    }

    @Test(
        "and empty or faulty records teach no layout",
        arguments: ["{}", #"{"id":1,"id":2}"#]
    )
    func isNotLearned(text: String) {
        let bytes = Array(text.utf8)
        var batch = RecordBatch(fields: Self.fields)
        let end = Self.push(bytes, into: &batch)
        #expect(end == bytes.count)
        var layout = RecordLayout(columns: Self.fields.count)
        layout.learn(from: batch, end: bytes.count)
        let isKnown = layout.isKnown
        #expect(!isKnown)
    }

    /// A record with one or two of its parts changed.
    private static func variant(of template: String, _ random: inout SplitMix64) -> String {
        var bytes = Array(template.utf8)
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            switch Int.random(in: 0..<10, using: &random) {
            case 0: bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0x20...0x7E, using: &random)
            case 1: bytes.remove(at: .random(in: 0..<bytes.count, using: &random))
            case 2: bytes.insert(0x20, at: .random(in: 0...bytes.count, using: &random))
            default: replaceValue(in: &bytes, &random)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Replaces the value between a colon and the comma or brace after it.
    private static func replaceValue(in bytes: inout [UInt8], _ random: inout SplitMix64) {
        let colons = bytes.indices.filter { bytes[$0] == UInt8(ascii: ":") }
        guard let colon = colons.randomElement(using: &random), let value = values.randomElement(using: &random) else {
            return
        }
        var start = colon + 1
        while start < bytes.count, bytes[start] == 0x20 { start += 1 }
        let end = bytes[start...].firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "}") } ?? bytes.count
        bytes.replaceSubrange(start..<end, with: value.utf8)
    }

    private static func predict(
        _ text: String,
        learningFrom template: String,
        padding: Int = RecordLayout.reach
    ) throws -> Reading? {
        let model = Array(template.utf8)
        var teacher = RecordBatch(fields: fields)
        let pushed = push(model, into: &teacher)
        let end = try #require(pushed)
        var layout = RecordLayout(columns: fields.count)
        layout.learn(from: teacher, end: end)
        let isKnown = layout.isKnown
        try #require(isKnown)
        let bytes = Array(text.utf8) + Array(repeating: 0x20, count: padding)
        var batch = RecordBatch(fields: fields)
        // SAFETY: `bytes` outlives the batch.
        unsafe batch.begin(over: bytes.span, base: 0)
        var nested = JSONTokenizer(maximumDepth: 15)
        return batch.readRow(&layout, bytes.span, from: 0, nested: &nested).map { reading(of: &batch, end: $0) }
    }

    private static func tokenize(_ text: String) -> Reading? {
        let bytes = Array(text.utf8) + Array(repeating: 0x20, count: 32)
        var batch = RecordBatch(fields: fields)
        return push(bytes, into: &batch).map { reading(of: &batch, end: $0) }
    }

    /// Reads a record with the tokenizer; returns where it ends, or `nil` if there is none.
    private static func push(_ bytes: [UInt8], into batch: inout RecordBatch) -> Int? {
        // SAFETY: the caller keeps `bytes`.
        unsafe batch.begin(over: bytes.span, base: 0)
        batch.beginRow(at: 0)
        var tokenizer = JSONTokenizer(maximumDepth: 16)
        guard case .complete(let end) = tokenizer.next(bytes.span, base: 0, into: &batch) else { return nil }
        return end
    }

    private static func reading(of batch: inout RecordBatch, end: Int) -> Reading {
        let isFaulty = batch.hasViolationInProgress
        #expect(!isFaulty)
        batch.endRow(at: end)
        return Reading(
            end: end,
            order: (0..<batch.order.count).map { batch.order[$0] },
            slots: (0..<batch.fields.count).map { describe(batch[$0, 0]) },
            extras: (0..<batch.extras.count).map { index in
                let extra = batch.extras[index]
                return [Int(extra.keyOffset), Int(extra.keyLength)] + describe(extra.value)
            }
        )
    }

    private static func describe(_ slot: Slot) -> [Int] {
        slot.kind == .missing
            ? []
            : [Int(slot.kind.rawValue), Int(slot.offset), Int(slot.length), Int(slot.source), Int(slot.flags.rawValue)]
    }
}
