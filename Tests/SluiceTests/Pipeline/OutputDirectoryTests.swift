import Foundation
import Testing

@testable import Sluice

@Suite("The output directory")
struct OutputDirectoryTests {
    private static let records = Array("[{\"a\":1},{\"a\":2}]".utf8)
    private static let others = Array("{\"b\":1}\n{\"b\":2}\n{\"b\":3}\n".utf8)
    private static let broken = Array("[{\"a\":1},{\"a\"}]".utf8)

    @Test("holds the parts, the manifest, the journal and the mark of success, and nothing else")
    func layout() async throws {
        let trial = try await IngestionTrial(Self.records)
        let names = try trial.directory.files(below: "out").keys.sorted()
        #expect(names == ["_SUCCESS", "_manifest.json", "_status.ndjson", "part-00000.ndjson"])
        #expect(trial.files["_SUCCESS"] == [])
        let entries = try FileManager.default.contentsOfDirectory(atPath: trial.directory.path("out"))
        #expect(entries.sorted() == names)
    }

    @Test("is made with its parents, and taken if it is empty")
    func parents() async throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write(Self.records, to: "input.json")
        for output in ["a/b/c", "empty"] {
            if output == "empty" {
                let path = directory.path(output)
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            }
            _ = try await Ingestion(input: .file(input), output: .directory(directory.path(output))).run()
            #expect(try directory.files(below: output)["part-00000.ndjson"] == Array("{\"a\":1}\n{\"a\":2}\n".utf8))
        }
    }

    @Test("is refused if it is not empty", arguments: ["part-00000.ndjson", "_SUCCESS", "notes.txt", ".hidden"])
    func refused(name: String) async throws {
        let directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: directory.path("out"), withIntermediateDirectories: true)
        try directory.write([1, 2, 3], to: "out/\(name)")
        let trial = try await IngestionTrial(Self.records, in: directory)
        #expect(trial.error?.kind == .usage)
        #expect(trial.files == [name: [1, 2, 3]])
    }

    @Test("is replaced as a whole where that was asked for")
    func overwriting() async throws {
        let directory = try TemporaryDirectory()
        _ = try await IngestionTrial(Self.others + Array("nope\n".utf8), quarantine: true, in: directory) {
            $0.partSize = 1
        }
        let second = try await IngestionTrial(Self.records, in: directory) { $0.existingOutput = .replace }
        #expect(second.text == "{\"a\":1}\n{\"a\":2}\n")
        #expect(second.files.keys.sorted() == ["_SUCCESS", "_manifest.json", "part-00000.ndjson"])
    }

    @Test("keeps what stands there if the new run fails")
    func failedOverwriting() async throws {
        let directory = try TemporaryDirectory()
        let first = try await IngestionTrial(Self.others, in: directory)
        let second = try await IngestionTrial(Self.broken, in: directory) { $0.existingOutput = .replace }
        #expect(second.error?.kind == .data)
        #expect(second.files == first.files)
    }

    @Test("is left alone where it holds something that no run has published")
    func foreignFiles() async throws {
        for name in ["thesis.txt", "part-1.ndjson", "part-00000", "_temporaryx"] {
            let directory = try TemporaryDirectory()
            let first = try await IngestionTrial(Self.others, in: directory)
            try directory.write([7], to: "out/\(name)")
            let second = try await IngestionTrial(Self.records, in: directory) { $0.existingOutput = .replace }
            #expect(second.error?.kind == .usage)
            #expect(second.files == first.files.merging([name: [7]]) { $1 })
        }
    }

    @Test("is never the place of the input, nor a file")
    func inputInside() async throws {
        let directory = try TemporaryDirectory()
        _ = try await IngestionTrial(Self.others, in: directory)
        var options = IngestionOptions()
        options.existingOutput = .replace
        for (input, output) in [("out/part-00000.ndjson", "out"), ("input.json", "input.json")] {
            let run = Ingestion(
                input: .file(directory.path(input)),
                output: .directory(directory.path(output)),
                options: options
            )
            let error = await #expect(throws: IngestionError.self) { try await run.run() }
            #expect(error?.kind == .usage)
            #expect(try directory.files(below: "out")["part-00000.ndjson"] == Self.others)
        }
    }

    @Test("is refused to a second run while the first one has it")
    func locked() async throws {
        let directory = try TemporaryDirectory()
        let first = try OutputDirectory(path: directory.path("out"), existing: .refuse, input: nil)
        let second = try await IngestionTrial(Self.records, in: directory)
        #expect(second.error?.kind == .output)
        #expect(second.files == [:])
        try first.removeTemporary()
    }

    @Test("is cleared of what a run that died has left")
    func litter() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("out/_temporary/_rejects")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try directory.write([1], to: "out/_temporary/part-00000.ndjson")
        try directory.write([1], to: "out/_temporary/_rejects/part-00000.ndjson")
        let trial = try await IngestionTrial(Self.records, in: directory)
        #expect(trial.text == "{\"a\":1}\n{\"a\":2}\n")
        #expect(trial.files.keys.sorted() == ["_SUCCESS", "_manifest.json", "part-00000.ndjson"])
    }

    @Test("has files that may be read as any other file of the user's, whatever else runs")
    func permissions() async throws {
        let directory = try TemporaryDirectory()
        let plain = directory.path("plain")
        #expect(FileManager.default.createFile(atPath: plain, contents: nil))
        let expected = try Self.permissions(of: plain)
        try await withThrowingTaskGroup(of: [Int].self) { group in
            for _ in 0..<16 {
                group.addTask {
                    let trial = try await IngestionTrial(Self.records + Array(" x".utf8), quarantine: true)
                    let names = ["part-00000.ndjson", "_manifest.json", "_rejects/part-00000.ndjson"]
                    return try names.map { try Self.permissions(of: trial.directory.path("out/\($0)")) }
                }
            }
            for try await modes in group { #expect(modes == [expected, expected, expected]) }
        }
        // The process's own mask is as it was.
        #expect(FileManager.default.createFile(atPath: directory.path("later"), contents: nil))
        #expect(try Self.permissions(of: directory.path("later")) == expected)
    }

    private static func permissions(of path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }
}
