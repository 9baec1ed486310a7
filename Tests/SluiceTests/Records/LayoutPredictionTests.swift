import Testing

@testable import Sluice

@Suite("Records read by the layout of another")
struct LayoutPredictionTests {
    private static let fields = ["id", "name", "value", "flag", "never"]
    private static let records = [
        #"{"id":1,"name":"A","value":1.5,"flag":true}"#,
        #"{ "id" : -7 , "other" : "x", "name" : "é\n😀", "value" : 0.0, "flag" : null }"#,
        "{\n  \"value\": 127.50,\n  \"a rather long key of more than sixteen bytes\": \"text\",\n  \"id\": 0\n}",
        #"{"\u0069d":12,"x":"a long text with \"escapes\" and 日本","y":false,"name":""}"#,
        #"{"id":1,"v":-0.25}"#,
    ]

    private static let ends = ["", ",{\"id\":2}]", "\n{\"id\":2,\"name\":\"x\"}\n", "}}}", "1"]

    @Test("gives what the tokenizer gives, or nothing", arguments: [1, 2, 3] as [UInt64])
    func mutations(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var hits = 0
        for number in 0..<4_000 {
            let record = Array(Self.records[Int.random(in: 0..<Self.records.count, using: &random)].utf8)
            var mutated = record
            for _ in 0..<Int.random(in: 0...2, using: &random) { mutated.mutate(using: &random) }
            // What follows may end the record, continue it, or be missing.
            mutated += Array(Self.ends[Int.random(in: 0..<Self.ends.count, using: &random)].utf8)
            mutated += Array(repeating: 0x20, count: Int.random(in: 40...80, using: &random))
            guard let predicted = Row(record, predicting: mutated) else { continue }
            hits += 1
            guard predicted == Row(reading: mutated) else {
                Issue.record("seed \(seed), number \(number): \(String(decoding: mutated, as: UTF8.self))")
                return
            }
        }
        #expect(hits > 400)
    }

    @Test("fits records that differ only in their scalar values")
    func hits() {
        let layout = #"{"id":1,"name":"A","x":null}"#
        let padding = String(repeating: " ", count: RecordLayout.reach)
        for record in [
            #"{"id":123456,"name":"","x":true}"#, #"{"id":"a","name":"\u0041é","x":-1.50}"#,
            #"{"id":null,"name":7,"x":"y"}"#,
        ] {
            let bytes = Array((record + padding).utf8)
            let row = Row(Array(layout.utf8), predicting: bytes)
            #expect(row != nil)
            #expect(row == Row(reading: bytes))
        }
    }

    @Test("leaves to the tokenizer what differs, is not whole, or is too close to the end")
    func misses() {
        let layout = Array(#"{"id":1,"name":"A"}"#.utf8)
        for record in [
            #"{"id":1, "name":"A"}"#, #"{"id":01,"name":"A"}"#, #"{"id":1.,"name":"A"}"#, #"{"id":-,"name":"A"}"#,
            #"{"id":{,"name":"A"}"#, #"{"id":[1,],"name":"A"}"#, #"{"id":{"a":1,"a":2},"name":"A"}"#,
            #"{"id":tru,"name":"A"}"#, #"{"id":1,"name":"\q"}"#,
            #"{"id":1,"name":"\ud800"}"#, #"{"id":1,"Name":"A"}"#, #"{"id":1,"name":"A","x":1}"#,
            #"{"id":1,"id":2}"#, #"{"id":1,"name":"A","id":2}"#, "{}",
            "",
        ] {
            let bytes = Array((record + String(repeating: " ", count: RecordLayout.reach)).utf8)
            #expect(Row(layout, predicting: bytes) == nil, "\(record)")
        }
        for count in 0..<layout.count + RecordLayout.reach {
            let bytes = (layout + Array(repeating: 0x20, count: RecordLayout.reach)).prefix(count)
            #expect(Row(layout, predicting: Array(bytes)) == nil, "\(count) bytes")
        }
    }

    @Test(
        "is not learned from empty or bad records",
        arguments: ["{}", #"{"a":1,"a":2}"#, "[1]", "7", #"{"a":1,"\u0062":2,"c":3}"#, #"{"a":1,"b\"":2}"#]
    )
    func notLearned(record: String) {
        #expect(!Row.isLearned(Array(record.utf8)))
    }

    /// Everything a batch has of its first record.
    struct Row: Equatable {
        struct Value: Equatable {
            let kind: ValueKind
            let text: [UInt8]
            let flags: UInt8
            let source: Int
        }

        let end: Int
        let columns: [Value]
        let order: [UInt16]
        let extras: [[UInt8]]
        let extraValues: [Value]

        /// The record at the beginning of `bytes` as the tokenizer reads it; `nil` if there is none.
        init?(reading bytes: [UInt8]) {
            var batch = Self.batch(over: bytes)
            var tokenizer = JSONTokenizer(maximumDepth: 512)
            batch.beginRow(at: 100)
            guard case .complete(let end) = tokenizer.next(bytes.span, base: 100, into: &batch) else { return nil }
            batch.endRow(at: end)
            self.init(batch, end: end - 100)
        }

        /// The same record, read by the layout of `record`.
        init?(_ record: [UInt8], predicting bytes: [UInt8]) {
            let learned = Self.batch(over: record)
            var layout = Self.layout(of: record, in: learned)
            guard layout.isKnown else { return nil }
            var batch = Self.batch(over: bytes)
            var nested = JSONTokenizer(maximumDepth: 511)
            guard let end = batch.readRow(&layout, bytes.span, from: 0, nested: &nested) else { return nil }
            batch.endRow(at: 100 + end)
            self.init(batch, end: end)
        }

        static func isLearned(_ record: [UInt8]) -> Bool { layout(of: record, in: batch(over: record)).isKnown }

        private static func layout(of record: [UInt8], in batch: consuming RecordBatch) -> RecordLayout {
            var layout = RecordLayout(columns: batch.fields.count)
            var tokenizer = JSONTokenizer(maximumDepth: 512)
            batch.beginRow(at: 100)
            var progress = tokenizer.next(record.span, base: 100, into: &batch)
            if progress == .needsMore { progress = tokenizer.finish(at: 100 + record.count, into: &batch) }
            if case .complete(let end) = progress { layout.learn(from: batch, end: end - 100) }
            return layout
        }

        private static func batch(over bytes: [UInt8]) -> RecordBatch {
            var batch = RecordBatch(fields: FieldTable(names: fields.map { Array($0.utf8) }))
            // SAFETY: the array outlives the batch in every caller.
            unsafe batch.begin(over: bytes.span, base: 100)
            return batch
        }

        private init(_ batch: borrowing RecordBatch, end: Int) {
            func value(_ slot: Slot) -> Value {
                let text = slot.kind == .missing ? [] : Array(copying: batch.text(of: slot))
                return Value(
                    kind: slot.kind,
                    text: text,
                    flags: slot.flags.rawValue,
                    source: slot.kind == .missing ? 0 : Int(slot.source)
                )
            }
            self.end = end
            columns = (0..<batch.fields.count).map { value(batch[$0, 0]) }
            order = (0..<batch.order.count).map { batch.order[$0] }
            extras = (0..<batch.extras.count).map { index in
                let extra = batch.extras[index]
                let start = Int(extra.keyOffset)
                return Array(copying: batch.view.span.extracting(start..<start + Int(extra.keyLength)))
            }
            extraValues = (0..<batch.extras.count).map { value(batch.extras[$0].value) }
        }
    }
}

extension [UInt8] {
    /// Changes, inserts or removes one byte, mostly inside a value.
    fileprivate mutating func mutate(using random: inout SplitMix64) {
        let bytes = Array("0123456789.-eE\"\\u,:}{[] \ntrfalsn".utf8) + [0x01, 0x7F, 0x80, 0xC3, 0xFF]
        let byte = bytes[Int.random(in: 0..<bytes.count, using: &random)]
        let place = Int.random(in: 0..<count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: self[place] = byte
        case 1: insert(byte, at: place)
        default: remove(at: place)
        }
    }
}
