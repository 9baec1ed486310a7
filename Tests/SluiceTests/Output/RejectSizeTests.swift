import Foundation
import TestSupport
import Testing

@testable import Sluice

/// Bad lines must not become many times as much text.
@Suite("The text of a reject beside its raw bytes")
struct RejectSizeTests {
    private struct Line: Decodable {
        struct Failure: Decodable {
            let code: String
            let error: String
        }

        let errors: [Failure]
        let omitted: Int?

        enum CodingKeys: String, CodingKey {
            case errors
            case omitted = "errors_omitted"
        }
    }

    /// The lines of `_rejects/`, each with the number of its bytes that are not raw ones.
    private static func rejects(_ text: String, _ schema: String?) async throws -> [(line: Line, length: Int)] {
        let directory = try TemporaryDirectory()
        let input = try directory.write(text, to: "input.ndjson")
        var options = IngestionOptions()
        options.errorPolicy = .quarantine(limit: nil)
        options.allowsEmpty = true
        let schema = try schema.map { schema throws(SchemaError) in try Schema(json: schema, name: "schema") }
        let output = OutputDestination.directory(directory.path("out"))
        _ = try await Ingestion(input: .file(input), output: output, schema: schema, options: options).run()
        let rejects = try String(contentsOfFile: directory.path("out/_rejects/part-00000.ndjson"), encoding: .utf8)
        return try rejects.split(separator: "\n").map { line in
            let reject = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
            let raw = try #require(line.utf8.firstRange(of: Array(#""raw":""#.utf8)))
            return (reject, line.utf8.count - line.utf8[raw.upperBound...].count + 3)
        }
    }

    /// A name, a list of values, and a value of some length.
    private static let longSchema = #"{"properties":{"\#(String(repeating: "é", count: 500))":{"enum":[\#(values)]}}}"#
    private static let values = (0..<12).map { "\"\(String(repeating: "\($0 % 10)", count: 39)) \"" }.joined(
        separator: ","
    )

    @Test(
        "stays under 400 bytes for short lines, whatever is wrong with them",
        arguments: [
            ("{\"a\":1 2}", nil), ("1", nil), ("{\"a\":tru}", nil), ("{\"a\":1,\"a\":2}", nil), ("{\"a", nil),
            ("{}", Schema.items.json), ("{\"id\":\"x\"}", Schema.items.json), ("{\"name\":[]}", Schema.items.json),
            ("{\"a\":\"\u{202E}\"}", #"{"properties":{"a":{"type":"integer"}}}"#),
            ("{\"x\":1}", #"{"required":[\#((0..<2_000).map { "\"k\($0)\"" }.joined(separator: ","))]}"#),
            ("{\"\(String(repeating: "é", count: 500))\":\"b\"}", longSchema),
        ]
    )
    func short(line: String, schema: String?) async throws {
        let found = try await Self.rejects(
            Array(repeating: line, count: 2_000).joined(separator: "\n") + "\n{}x",
            schema
        )
        #expect(!found.isEmpty)
        let limit = max(399, 20 * line.utf8.count)
        for (reject, length) in found {
            #expect(length <= limit, "\(reject)")
            #expect(!reject.errors.isEmpty)
        }
    }

    @Test("counts the errors that are not listed")
    func omitted() async throws {
        let found = try await Self.rejects("{}", Schema.items.json)
        #expect(found[0].line.errors.map(\.code) == ["required"])
        #expect(found[0].line.omitted == 4)
    }

    @Test("lists all errors of an ordinary record")
    func ordinary() async throws {
        let record = #"{"id":"x","name":7,"category":"E","value":-1,"quantity":0,"is_active":1,"created_at":false}"#
        let padded = record.dropLast() + #","note":"\#(String(repeating: "x", count: 80))"}"#
        let found = try await Self.rejects(String(padded), Schema.items.json)
        #expect(found[0].line.errors.count == 7)
        #expect(found[0].line.omitted == nil)
        #expect(found[0].line.errors[0].error == "expected an integer, found the string \"x\"")
    }
}
