import Foundation
import TestSupport
import Testing

@Suite("What is echoed from data, names and paths")
struct EchoTests {
    /// Characters that move a terminal's cursor, change its colours or turn the direction of text.
    private static let evil =
        "\u{1B}[31m\u{7}\u{7F}\u{85}\u{9B}2J\u{202E}\u{2066}\u{200F}\u{FEFF}\u{2028}\u{FFFA}\u{200B}\u{E0041}"

    /// Records that break a schema and JSON with such characters in keys and values, raw and as escapes.
    private static let records: Data = {
        let raw = String(evil.unicodeScalars.filter { $0.value >= 0x20 })
        let escaped = evil.utf16.map { String(format: "\\u%04x", $0) }.joined()
        var lines: [String] = []
        for text in [raw, escaped] {
            lines.append(#"{"id":"\#(text)","name":"a","category":"\#(text)","value":1,"quantity":1,"\#(text)":0}"#)
            lines.append(#"{"\#(text)":1,"\#(text)":2}"#)
            lines.append(#"{"id":1 "\#(text)"}"#)
            lines.append(#"\#(text)"#)
        }
        lines.append("{\"id\":\"\(evil)\"}")
        return Data(lines.joined(separator: "\n").utf8) + Data([0x0A, 0x7B, 0x22, 0xFF, 0x1B, 0x9B, 0x22, 0x0A])
    }()

    private func hasNone(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            !Self.evil.unicodeScalars.contains($0) || "[31m2J".unicodeScalars.contains($0)
        }
    }

    @Test("is escaped in messages, logs, reports and status", arguments: ["text", "json"], ["fail", "quarantine"])
    func records(format: String, policy: String) throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write(Self.records, to: "in\(Self.evil).ndjson")
        let output = directory.path("out\(Self.evil)")
        for command in [["validate"], ["ingest", "-o", output]] {
            let arguments = [
                input, "--schema", "items", "--unknown-fields", "reject", "--on-error", policy, "--report", format,
                "--log-format", format, "--verbose", "--progress", "always",
            ]
            let outcome = try SluiceBinary.run(command + arguments + ["--allow-empty"])
            #expect(outcome.status == (policy == "fail" ? 3 : 0))
            #expect(hasNone(outcome.text), "\(outcome.text)")
            // The progress bar alone moves the cursor: to the beginning of its line, which it clears.
            let errors = outcome.errors.replacing("\r", with: "").replacing("\u{1B}[K", with: "")
            #expect(hasNone(errors), "\(errors)")
        }
        let status = try SluiceBinary.run(["status", output, "--report", format])
        #expect(hasNone(status.text) && hasNone(status.errors))
    }

    @Test("is escaped where a path or a schema is refused")
    func refusals() throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write("{}\n", to: "in.ndjson")
        let schema = try directory.write("{\"\(Self.evil.dropFirst(4))\": 1}", to: "schema\(Self.evil).json")
        let trials = [
            ["validate", "none\(Self.evil)"], ["validate", input, "--schema", "none\(Self.evil)"],
            ["validate", input, "--schema", schema], ["validate", input, "--\(Self.evil)"],
            ["validate", input, "--jobs", Self.evil], ["ingest", input, "-o", "/proc/none\(Self.evil)/out"],
            ["status", "none\(Self.evil)"], ["schema", "infer", "none\(Self.evil)"], ["help", Self.evil], [Self.evil],
        ]
        for arguments in trials {
            let outcome = try SluiceBinary.run(arguments)
            #expect(outcome.status != 0, "\(arguments)")
            #expect(hasNone(outcome.text) && hasNone(outcome.errors), "\(arguments): \(outcome.errors)")
        }
    }

    @Test("keeps its meaning in JSON")
    func meaning() throws {
        let outcome = try SluiceBinary.run(
            [
                "validate", "-", "--schema", "items", "--unknown-fields", "reject", "--on-error", "quarantine",
                "--report", "json",
            ],
            input: Data(
                "{\"id\":1,\"name\":\"a\",\"category\":\"A\",\"value\":1,\"quantity\":1,\"k\u{85}\u{202E}é\":0}\n".utf8
            )
        )
        #expect(outcome.text.contains(#"/k\u0085\u202eé"#))
        let report = try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
        let errors = try #require(report["errors"] as? [[String: Any]])
        #expect(errors.first?["field"] as? String == "/k\u{85}\u{202E}é")
    }

    @Test("is escaped in an inferred schema")
    func inference() throws {
        let outcome = try SluiceBinary.run(
            ["schema", "infer", "-"],
            input: Data("{\"k\u{85}\u{202E}\":\"\u{9B}\"}\n".utf8)
        )
        #expect(outcome.status == 0)
        #expect(hasNone(outcome.text))
        #expect(outcome.text.contains(#""k\u0085\u202e""#))
    }
}
