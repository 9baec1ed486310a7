import TestSupport
import Testing

@testable import Sluice

/// A layout needs bytes behind a record, so in chunks of one byte there is none: the tokenizer reads everything.
@Suite("Whole runs by layouts give what the tokenizer alone gives")
struct LayoutRunTests {
    @Test("whatever the records look like", arguments: [1, 2, 3, 4] as [UInt64], [nil, Schema.items])
    func randomDocuments(seed: UInt64, schema: Schema?) async throws {
        var documents = RandomDocument(seed: seed)
        for number in 0..<25 {
            let bytes = documents.next()
            let unknownFields: UnknownFieldPolicy = number % 3 == 0 ? .drop : number % 3 == 1 ? .keep : .reject
            let tokenized = try await IngestionTrial(bytes, schema: schema, quarantine: true) { options in
                options.chunkSize = 1
                options.unknownFields = unknownFields
            }
            let predicted = try await IngestionTrial(bytes, schema: schema, quarantine: true) { options in
                options.unknownFields = unknownFields
            }
            guard predicted.outcome == tokenized.outcome else {
                Issue.record("seed \(seed), document \(number): \(String(decoding: bytes, as: UTF8.self))")
                return
            }
        }
    }

    @Test("an empty record does not take the fields of the one behind it")
    func emptyRecord() async throws {
        let lines = [#"{"a": 1}"#, "{}", #"{"b": 2, "a": 3}"#, "{ }", "{}", #"{"a": 4}"#]
        let trial = try await IngestionTrial(
            Array((PipelineFixtures.lines(lines) + String(repeating: " ", count: 99)).utf8)
        )
        #expect(trial.text == #"{"a":1}\n{}\n{"b":2,"a":3}\n{}\n{}\n{"a":4}\n"#.replacing(#"\n"#, with: "\n"))
    }

    @Test("a field behind one whose key has escapes is not lost")
    func escapedKey() async throws {
        let first = #"{"id":1,"a\u0062":2,"c":3}"#
        let text = PipelineFixtures.lines([first] + Array(repeating: #"{"id":1,"c":3}"#, count: 20))
        let trial = try await IngestionTrial(Array(text.utf8))
        #expect(trial.text == text)
    }

    @Test("a record may take two lines, where others are lines")
    func brokenLines() async throws {
        let good = #"{"a":1,"b":[1, 2],"c":{"d":3}}"#
        let split = ["{\"a\":1,\"b\":[1,", "2],\"c\":{\"d\":3}}"]
        let lines = Array(repeating: good, count: 5_000)
        let trial = try await IngestionTrial(Array(PipelineFixtures.lines(lines + split + lines).utf8))
        let compact = good.replacing(" ", with: "")
        #expect(trial.text == PipelineFixtures.lines(Array(repeating: compact, count: 10_001)))
    }

    @Test("a member that comes twice is found, whatever order came before")
    func duplicates() async throws {
        let orders = ["abc", "bca", "cab", "abca", "bcab", "acbc", "aab", "abb"]
        let lines = (0..<64).map { number in
            "{" + orders[number % orders.count].map { "\"\($0)\":\(number)" }.joined(separator: ",") + "}"
        }
        let trial = try await IngestionTrial(Array(PipelineFixtures.lines(lines).utf8), quarantine: true)
        let good = lines.enumerated().filter { orders[$0.offset % orders.count].count == 3 && !isDouble($0.offset) }
        #expect(trial.text == PipelineFixtures.lines(good.map(\.element)))
        #expect(try trial.rejects.allSatisfy { $0.errors.map(\.code) == ["duplicate-key"] })
        #expect(trial.report?.recordsRejected == lines.count - good.count)

        func isDouble(_ number: Int) -> Bool {
            let order = orders[number % orders.count]
            return Set(order).count < order.count
        }
    }
}
