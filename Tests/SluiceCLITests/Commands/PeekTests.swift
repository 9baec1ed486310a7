import Foundation
import TestSupport
import Testing

@Suite("sluice peek")
struct PeekTests {
    @Test("shows a compressed export, and suggests a command that loads it")
    func export() throws {
        let directory = try TemporaryDirectory()
        let text = #"{"meta":{},"a b":[{"id":1,"n":"x"},{"id":2,"n":null}]}"#
        try directory.write(Array(text.utf8), to: "it's.json")
        let place = directory.url.path
        #expect(try SluiceBinary.shell("cd '\(place)' && gzip -k \"it's.json\"").status == 0)
        let outcome = try SluiceBinary.run(["peek", directory.path("it's.json.gz")])
        #expect(outcome.status == 0, "\(outcome.errors)")
        for line in ["gzip, UTF-8", "2 read at /a b", "id           2  integer", "null ×1, string ×1", "--at '/a b'"] {
            #expect(outcome.text.contains(line), "\(line): \(outcome.text)")
        }
        let json = try SluiceBinary.run(["peek", directory.path("it's.json.gz"), "--report", "json"])
        let report = try #require(JSONSerialization.jsonObject(with: json.output) as? [String: Any])
        #expect(report["compression"] as? String == "gzip")
        #expect(report["at"] as? String == "/a b")
        // The command is one for a shell.
        let command = try #require(report["command"] as? String)
        let run = try SluiceBinary.shell("cd '\(place)' && \(command)")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.text.contains("2 written"))
    }

    @Test("ends with the reason for what it cannot read")
    func failures() throws {
        let text = try SluiceBinary.run(["peek", "-"], input: Data("xxx".utf8))
        #expect(text.status == 4)
        #expect(text.errors.contains("-:1:1: expected an object or an array, found 'x'"), "\(text.errors)")
        #expect(try SluiceBinary.run(["peek", "/nowhere.json"]).status == 4)
        #expect(try SluiceBinary.run(["peek", "a", "b"]).status == 2)
        #expect(try SluiceBinary.run(["peek"]).status == 2)
    }
}
