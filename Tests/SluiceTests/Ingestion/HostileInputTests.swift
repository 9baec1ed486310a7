import TestSupport
import Testing

@testable import Sluice

@Suite("Inputs made to hurt")
struct HostileInputTests {
    private static let schema = """
        {"type": "object", "additionalProperties": false, "properties": {
          "a": {"type": "string"}, "n": {"type": "number", "minimum": 0}, "list": {"items": {"type": "integer"}}}}
        """

    private func run(
        _ text: String,
        schema: String? = nil,
        chunkSizes: [Int] = [1_000, 1 << 20],
        _ configure: (inout IngestionOptions) -> Void = { _ in }
    ) async throws -> IngestionTrial.Outcome {
        var outcomes: [IngestionTrial.Outcome] = []
        for chunkSize in chunkSizes {
            let trial = try await IngestionTrial(
                Array(text.utf8),
                schema: try schema.map { try Schema(json: $0, name: "schema.json") },
                quarantine: true
            ) { options in
                options.chunkSize = chunkSize
                configure(&options)
            }
            outcomes.append(trial.outcome)
        }
        #expect(outcomes.allSatisfy { $0 == outcomes[0] })
        return outcomes[0]
    }

    private static func nested(_ levels: Int) -> String {
        let inner = levels - 1
        let value = inner == 0 ? "1" : String(repeating: "[", count: inner) + String(repeating: "]", count: inner)
        return "{\"a\":\(value)}\n"
    }

    @Test("a record may be as deep as the limit, and not one level deeper", arguments: [1, 2, 8, 512])
    func depth(limit: Int) async throws {
        let text = [limit, limit + 1, limit].map(Self.nested).joined()
        let outcome = try await run(text) { $0.maximumDepth = limit }
        #expect(outcome.figures[1...] == [3, 2, 1])
        #expect(outcome.errors.count == 1 && outcome.errors[0].hasPrefix("depth "))
    }

    @Test("a million levels are one bad record")
    func millionLevels() async throws {
        let outcome = try await run(Self.nested(1) + Self.nested(1_000_000) + Self.nested(1), chunkSizes: [1 << 20])
        #expect(outcome.figures[1...] == [3, 2, 1])
        #expect(outcome.errors[0].hasPrefix("depth "))
    }

    @Test("very many keys are told apart, escaped or not")
    func manyKeys() async throws {
        let keys = (0..<50_000).map { "\"k\($0)x\":0" }.joined(separator: ",")
        let fine = "{\(keys)}\n"
        // The last key is the first one, in another spelling.
        let bad = "{\(keys),\"\\u006b0x\":1}\n"
        let outcome = try await run(fine + bad, chunkSizes: [1 << 20])
        #expect(outcome.figures[1...] == [2, 1, 1])
        #expect(outcome.errors[0].hasPrefix("duplicate-key /k0x 1 "))
    }

    @Test("numbers of a million digits are compared and kept as they stand")
    func digits() async throws {
        let digits = String(repeating: "7", count: 1_000_000)
        let numbers = ["\(digits)", "-\(digits)", "0.\(digits)", "1e\(digits)", "-1e\(digits)", "1e-\(digits)", "-0"]
        let text = numbers.map { "{\"n\":\($0)}\n" }.joined()
        let outcome = try await run(text, schema: Self.schema, chunkSizes: [1 << 20])
        #expect(outcome.figures[1...] == [7, 5, 2])
        #expect(outcome.errors[0].hasPrefix("minimum /n 2 "))
        let written = [0, 2, 3, 5, 6].map { "{\"n\":\(numbers[$0])}\n" }.joined()
        #expect(outcome.part(0) == Array(written.utf8))
    }

    @Test("of a key that is very long, messages, report and rejects show the beginning")
    func longKeys() async throws {
        let key = String(repeating: "\\u00e9", count: 200_000)
        let text = "{\"\(key)\":1}\n{\"\(key)\":1,\"\(key)\":2}\n{\"list\":[{\"\(key)\":[]}]}\n"
        let outcome = try await run(text, schema: Self.schema)
        #expect(outcome.figures[1...] == [3, 0, 3])
        #expect(outcome.errors.count == 3)
        #expect(outcome.errors.allSatisfy { $0.utf8.count < 2_000 })
        #expect(outcome.diagnostics.allSatisfy { $0.utf8.count < 2_000 })
        #expect(outcome.diagnostics[0].contains("/éééé"))
        #expect(outcome.diagnostics[0].contains("é…"))
    }

    @Test("of very many errors in one record a thousand are kept")
    func manyErrors() async throws {
        let text = "{\"list\":[" + String(repeating: "true,", count: 200_000) + "1]}\n"
        let outcome = try await run(text, schema: Self.schema, chunkSizes: [1 << 20])
        #expect((1_000...1_001).contains(outcome.diagnostics.count))
        #expect(outcome.diagnostics.last?.contains("the rest are not listed") == true)
    }

    @Test("of very many kinds of errors a thousand are counted by themselves, the others together")
    func manyKinds() async throws {
        let text = (0..<5_000).map { "{\"k\($0)x\":1}\n" }.joined()
        let outcome = try await run(text, schema: Self.schema)
        #expect(outcome.errors.count == 1_001)
        #expect(outcome.errors.last?.hasPrefix("additionalProperties  4000 ") == true)
    }

    @Test("a first key like the text between records makes no cut wrong")
    func misleadingKey() async throws {
        let key = String(repeating: #"},{\""#, count: 2_000)
        let records = [#"{"\#(key)":1}"#] + (0..<50).map { #"{"a":"\#($0)},{},{},{"}"# }
        let outcome = try await run("[" + records.joined(separator: ",") + "]", chunkSizes: [100, 1_000, 1 << 20])
        #expect(outcome.part(0) == Array(records.map { $0 + "\n" }.joined().utf8))
    }
}
