import Foundation
import TestSupport
import Testing

@Suite("reading on after a bad record")
struct RecoveryTests {
    struct Case: Sendable {
        let input: String
        let written: [String]
        let rejected: [String]
    }

    private static let cases = [
        // A record that is never closed ends before the next one, without the comma and the white space.
        Case(input: "[{\"id\":1,\"t\":{ ,\n  {\"id\":2}]", written: [#"{"id":2}"#], rejected: [#"{"id":1,"t":{"#]),
        // A stray brace does not make a record of a bad one's rest.
        Case(input: #"[{"id":1,{"name":2}},{"id":3}]"#, written: [#"{"id":3}"#], rejected: [#"{"id":1,{"name":2}}"#]),
        // What stands between records breaks none.
        Case(
            input: "[{\"id\":1}\u{0} ,{\"id\":2}]",
            written: [#"{"id":1}"#, #"{"id":2}"#],
            rejected: ["\u{0}"]
        ),
        Case(input: #"{"id":tru}{"id":2}"#, written: [#"{"id":2}"#], rejected: [#"{"id":tru}"#]),
        Case(
            input: #"{"id":0}{"id":1,"name":"A{"id":2}{"id":3}"#,
            written: [#"{"id":0}"#, #"{"id":2}"#, #"{"id":3}"#],
            rejected: [#"{"id":1,"name":"A"#]
        ),
        // The first value has a line of its own, and the others have not.
        Case(input: "{}\n{\n\"id\":1}\n{\"id\":\n2}\n", written: ["{}", #"{"id":1}"#, #"{"id":2}"#], rejected: []),
    ]

    @Test("the neighbours are kept, whatever the chunks", arguments: cases, [1, 2, 3, 7, 4_096])
    func recover(_ test: Case, chunkSize: Int) throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write(test.input, to: "input.json")
        let outcome = try SluiceBinary.run([
            "ingest", input, "-o", directory.path("out"), "--on-error", "quarantine", "--chunk-size", "\(chunkSize)",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let part = try String(contentsOfFile: directory.part(), encoding: .utf8)
        #expect(part.split(separator: "\n").map(String.init) == test.written)
        let rejects = try? String(contentsOfFile: directory.path("out/_rejects/part-00000.ndjson"), encoding: .utf8)
        let raws = try (rejects ?? "").split(separator: "\n").map { line in
            let reject = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return reject?["raw"] as? String ?? ""
        }
        #expect(raws == test.rejected)
        // The other policy ends at the first of them.
        let failure = try SluiceBinary.run(["validate", input, "--chunk-size", "\(chunkSize)"])
        #expect(failure.status == (raws.isEmpty ? 0 : 3), "\(failure.errors)")
    }

    @Test("a record of the largest size may have white space behind it")
    func largestRecord() throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write("[\n  {\"id\":1}  ,\n  {\"id\":22}\n]\n", to: "input.json")
        #expect(try SluiceBinary.run(["validate", input, "--max-record-size", "9"]).status == 0)
        #expect(try SluiceBinary.run(["validate", input, "--max-record-size", "8"]).status == 3)
    }

    @Test("empty lines and open braces without end cost linear time", .timeLimit(.minutes(10)))
    func linearTime() throws {
        let directory = try TemporaryDirectory()
        let lines = "{\"id\":1}\n" + String(repeating: "\n", count: 4_000_000) + "{\"id\":2}\n"
        #expect(try SluiceBinary.run(["validate", directory.write(lines, to: "lines.json")]).status == 0)
        let braces = "[" + String(repeating: "{", count: 4_000_000)
        #expect(try SluiceBinary.run(["validate", directory.write(braces, to: "braces.json")]).status == 3)
    }
}
