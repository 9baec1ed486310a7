import Foundation
import TestSupport
import Testing

@Suite("several inputs")
struct SeveralInputsTests {
    private static func directory() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: directory.path("data"), withIntermediateDirectories: true)
        try directory.write("[{\"id\":1}]", to: "data/a.json")
        try directory.write("{\"id\":2}\n{\"id\":3}", to: "data/b.json")
        try directory.write("", to: "data/c.json")
        return directory
    }

    private static func json(_ data: Data) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test("files, a directory and standard input are one run")
    func oneRun() throws {
        let directory = try Self.directory()
        try directory.write("{\"id\":0}", to: "first.json")
        let (first, data, out) = (directory.path("first.json"), directory.path("data"), directory.path("out"))
        let line = "echo '{\"id\":4}' | sluice ingest '\(first)' '\(data)' - -o '\(out)' --report json"
        let outcome = try SluiceBinary.shell(line)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors == "warning: \(data)/c.json is empty, and was skipped\n")
        let report = try Self.json(outcome.output)
        let inputs = try #require(report["inputs"] as? [[String: Any]])
        #expect(inputs.map { $0["name"] as? String } == [first] + ["a", "b", "c"].map { "\(data)/\($0).json" } + ["-"])
        #expect(inputs.map { $0["bytes"] as? Int } == [8, 10, 17, 0, 9])
        #expect(inputs.map { $0["records_seen"] as? Int } == [1, 1, 2, 0, 1])
        #expect(inputs.allSatisfy { $0["compression"] is NSNull })
        #expect(report["schema_version"] as? Int == 3 && report["records_written"] as? Int == 5)
        let text = try directory.entries().first { $0.hasPrefix("out/part-") }.map {
            try String(contentsOfFile: directory.path($0), encoding: .utf8)
        }
        #expect(text == (0...4).map { "{\"id\":\($0)}\n" }.joined())
        let status = try SluiceBinary.run(["status", out])
        #expect(status.text.contains("\(first) and 2 more"), "\(status.text)")
        let manifest = try Self.json(Data(contentsOf: URL(filePath: out + "/_manifest.json")))
        #expect((manifest["inputs"] as? [[String: Any]])?.map { $0["records_seen"] as? Int } == [1, 1, 2, 0, 1])
    }

    @Test("validate and schema infer read them too")
    func otherCommands() throws {
        let directory = try Self.directory()
        let valid = try SluiceBinary.run(["validate", directory.path("data/b.json"), directory.path("data/a.json")])
        #expect(valid.status == 0 && valid.text.contains("2 inputs, "), "\(valid.text)")
        let schema = try SluiceBinary.run(["schema", "infer", directory.path("data"), directory.path("data/a.json")])
        #expect(schema.status == 0, "\(schema.errors)")
        let evidence = try #require(Self.json(schema.output)["x-evidence"] as? [String: Any])
        #expect(evidence["records"] as? Int == 4 && evidence["bytes"] as? Int == 37)
        #expect(schema.errors.contains("c.json contains no document, and was skipped"))
    }

    @Test("errors name the file, and have its lines")
    func errors() throws {
        let directory = try Self.directory()
        try directory.write("\n{\"id\":5}\n{\"id\" 6}\n", to: "data/d.json")
        let outcome = try SluiceBinary.run(["validate", directory.path("data"), "--report", "json"])
        #expect(outcome.status == 3)
        #expect(
            outcome.errors.contains("error: \(directory.path("data"))/d.json:3:7: record 1, /id: "),
            "\(outcome.errors)"
        )
        let errors = try #require(Self.json(outcome.output)["errors"] as? [[String: Any]])
        let first = try #require(errors.first?["first"] as? [String: Any])
        #expect(first["file"] as? String == directory.path("data/d.json") && first["line"] as? Int == 3)
        try directory.write("hello", to: "data/d.json")
        let other = try SluiceBinary.run(["ingest", directory.path("data"), "-o", directory.path("out")])
        #expect(other.status == 4 && other.errors.contains("d.json is not JSON"), "\(other.errors)")
    }

    @Test("a run over them is continued after SIGKILL", arguments: 0..<3)
    func killed(seed: Int) throws {
        let directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: directory.path("data"), withIntermediateDirectories: true)
        let generated = try ["pretty", "ndjson"].map { style in
            try SluiceBinary.run(["generate", "--records", "1000", "--style", style]).output
        }
        for number in 0..<20 { try directory.write(generated[number % 2], to: "data/\(100 + number).json") }
        func arguments(_ output: String) -> [String] {
            [
                "ingest", directory.path("data"), "-o", directory.path(output), "--schema", "items", "--chunk-size",
                "8KiB",
                "--part-size", "64KiB", "--checkpoint-interval", "0", "--quiet",
            ]
        }
        #expect(try SluiceBinary.run(arguments("reference")).status == 0)
        for _ in 0..<4 {
            let process = try SluiceProcess(arguments("out") + ["--resume"])
            Thread.sleep(forTimeInterval: .random(in: 0.002...0.15))
            process.send(SIGKILL)
            _ = process.wait()
        }
        let last = try SluiceBinary.run(arguments("out") + ["--resume"])
        #expect(last.status == 0, "\(last.errors)")
        func parts(_ name: String) throws -> [Data] {
            try directory.entries().filter { $0.hasPrefix(name + "/part-") }.map {
                try Data(contentsOf: URL(filePath: directory.path($0)))
            }
        }
        let (found, expected) = try (parts("out"), parts("reference"))
        #expect(found == expected && !found.isEmpty)
    }
}
