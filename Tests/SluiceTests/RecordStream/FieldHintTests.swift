import TestSupport
import Testing

@testable import Sluice

@Suite("Where a field was found before")
struct FieldHintTests {
    @Test("helps, and never misleads: fields come, go and move, and names share hints")
    func anyOrder() async throws {
        var generator = SplitMix64(seed: 7)
        // More names than hints, and similar ones, so that many share a hint.
        let names = (0..<400).map { "field \($0)" }
        var records: [[String: Int]] = []
        var lines: [String] = []
        for _ in 0..<40 {
            let present = names.filter { _ in generator.next() % 2 == 0 }.shuffled(using: &generator)
            let values = present.map { ($0, Int(generator.next() % 1_000)) }
            records.append(Dictionary(uniqueKeysWithValues: values))
            lines.append("{" + values.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}")
        }
        let directory = try TemporaryDirectory()
        let text = PipelineFixtures.lines(lines)
        var row = 0
        for try await record in RecordStream(contentsOf: try directory.write(Array(text.utf8), to: "input.ndjson")) {
            for name in names {
                #expect(try record.value(name)?.integer() == records[row][name])
                #expect((try? record.integer(name)) == records[row][name])
            }
            row += 1
        }
        #expect(row == records.count)
    }

    @Test("does not confuse a key with escapes with a name of the same bytes")
    func escapedKeys() async throws {
        let directory = try TemporaryDirectory()
        let keys = [#"\u0061"#, #"\u0061 name of many bytes"#, #"a name of many bytes \u0061"#, #"eight b\n"#]
        let names = ["a", "a name of many bytes", "a name of many bytes a", "eight b\n"]
        let line = "{" + keys.enumerated().map { "\"\($1)\":\($0)" }.joined(separator: ",") + "}"
        let text = PipelineFixtures.lines(Array(repeating: line, count: 5))
        for try await record in RecordStream(contentsOf: try directory.write(Array(text.utf8), to: "input.ndjson")) {
            #expect(try names.map { try record.integer($0) } == Array(0..<4))
            #expect(keys.allSatisfy { record.value($0) == nil })
            #expect(record.fieldNames == names)
        }
    }

    @Test(
        "has an index within the table, for any name",
        arguments: ["", "a", "ab", "ÿÿÿ", String(repeating: "z", count: 5_000)]
    )
    func index(name: String) {
        let hints = FieldHints()
        let index = FieldHints.index(of: Array(name.utf8).span)
        hints.set(index, to: 255)
        #expect(hints[index] == 255)
        hints.set(index, to: 256)
        #expect(hints[index] == 255, "too far to be remembered")
    }
}
