import Foundation
import TestSupport
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
        #expect(trial.names == ["_SUCCESS", "_manifest.json", "part-00000.ndjson"])
        #expect(trial.files["_SUCCESS"] == [])
        let entries = try FileManager.default.contentsOfDirectory(atPath: trial.directory.path("out"))
        #expect(entries.sorted() == (trial.files.keys + ["_status.ndjson"]).sorted())
        // Nothing is left beside it either.
        let others = try FileManager.default.contentsOfDirectory(atPath: trial.directory.url.path)
        #expect(others.sorted() == ["input.json", "out"])
        #expect(trial.report?.replacedAtomically == true)
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
            let parts = try directory.files(below: output).filter { PartName.isPart($0.key) }
            #expect(Array(parts.values) == [Array("{\"a\":1}\n{\"a\":2}\n".utf8)])
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
            $0.smallPartSize = 1
        }
        let second = try await IngestionTrial(Self.records, in: directory) { $0.existingOutput = .replace }
        #expect(second.text == "{\"a\":1}\n{\"a\":2}\n")
        #expect(second.names == ["_SUCCESS", "_manifest.json", "part-00000.ndjson"])
        #expect(try directory.workspace == [:])
        #expect(second.report?.replacedAtomically == true)
    }

    @Test("keeps what is there if the new run fails")
    func failedOverwriting() async throws {
        let directory = try TemporaryDirectory()
        let first = try await IngestionTrial(Self.others, in: directory)
        let second = try await IngestionTrial(Self.broken, in: directory) { $0.existingOutput = .replace }
        #expect(second.error?.kind == .data)
        #expect(second.files == first.files)
    }

    @Test("is never the place of the input, nor a file")
    func inputInside() async throws {
        let directory = try TemporaryDirectory()
        let first = try await IngestionTrial(Self.others, in: directory)
        var options = IngestionOptions()
        options.existingOutput = .replace
        let part = try #require(first.files.keys.first(where: PartName.isPart))
        for (input, output) in [("out/" + part, "out"), ("input.json", "input.json"), ("input.json", "input.json/out")]
        {
            let run = Ingestion(
                input: .file(directory.path(input)),
                output: .directory(directory.path(output)),
                options: options
            )
            let error = await #expect(throws: IngestionError.self) { try await run.run() }
            #expect(error?.kind == .usage)
            #expect(try directory.files(below: "out").filter { $0.key != PartName.status } == first.files)
        }
    }

    @Test("is refused to a second run while the first one has it, by whatever path")
    func locked() async throws {
        let directory = try TemporaryDirectory()
        try FileManager.default.createSymbolicLink(atPath: directory.path("link"), withDestinationPath: "out")
        for isThere in [false, true] {
            if isThere { _ = try await IngestionTrial(Self.others, in: directory) }
            let first = try OutputDirectory(
                OutputClaim.claim(FilePath(directory.path("link"))),
                run: "0123456789abcdef"
            )
            let second = try await IngestionTrial(Self.records, in: directory) { $0.existingOutput = .replace }
            #expect(second.error?.kind == .output)
            #expect(second.error?.message.hasPrefix("another run is writing to ") == true)
            #expect(second.isPublished == isThere)
            try first.removeWork()
        }
        #expect(try directory.workspace == [:])
    }

    @Test("keeps its permissions, empty or published", arguments: [0o700, 0o750, 0o2775])
    func permissionsKept(permissions: Int) async throws {
        let directory = try TemporaryDirectory()
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: permissions]
        let path = directory.path("out")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: nil)
        try FileManager.default.setAttributes(attributes, ofItemAtPath: path)
        for _ in 0..<2 {
            let trial = try await IngestionTrial(Self.records, in: directory) { $0.existingOutput = .replace }
            #expect(trial.isPublished)
            #expect(try Self.permissions(of: path) == permissions)
        }
    }

    @Test("is made where the components before .. are missing, which are not made")
    func cancelledComponents() async throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write(Self.records, to: "input.json")
        _ = try await Ingestion(input: .file(input), output: .directory(directory.path("x/../out"))).run()
        let entries = try FileManager.default.contentsOfDirectory(atPath: directory.url.path)
        #expect(entries.sorted() == ["input.json", "out"])
    }

    @Test("whose name is too long for a working directory beside it has one inside")
    func longName() async throws {
        let directory = try TemporaryDirectory()
        let input = try directory.write(Self.records, to: "input.json")
        let name = String(repeating: "n", count: 255)
        for records in [1, 2] {
            var options = IngestionOptions()
            options.existingOutput = records == 1 ? .refuse : .replace
            let output = OutputDestination.directory(directory.path(name))
            let report = try await Ingestion(input: .file(input), output: output, options: options).run()
            #expect(report.replacedAtomically == false)
        }
        let found = try directory.files(below: name).keys
        #expect(found.count == 4 && found.contains("_SUCCESS"))
    }

    @Test("counts the bytes of its files before it is published", arguments: ["parts", "rejects"])
    func countsCompared(which: String) async throws {
        let directory = try TemporaryDirectory()
        let input = Array("{\"a\":1}\nnope\n{\"a\":2}\n".utf8)
        let path = try directory.write(input, to: "input.json")
        var options = IngestionOptions()
        options.errorPolicy = .quarantine(limit: nil)
        options.smallPartSize = 1
        options.chunkSize = 8
        options.jobs = 1
        let isCut = Locked(false)
        let run = Ingestion(input: .file(path), output: .directory(directory.path("out")), options: options)
        let error = await #expect(throws: IngestionError.self) {
            try await run.run { event in
                guard case .progressed(let progress) = event, progress.bytes == input.count else { return }
                let files = (try? directory.workspace) ?? [:]
                let name = files.keys.first { which == "parts" ? $0.hasPrefix("new/part-") : $0.contains("_rejects/") }
                guard let name, let handle = FileHandle(forWritingAtPath: directory.path(".out.sluice/" + name)) else {
                    return
                }
                // More than the run has written, which is what a file looks like that another process writes to.
                handle.write(Data(repeating: 0x20, count: 65_536))
                isCut.withLock { $0 = true }
            }
        }
        #expect(isCut.withLock { $0 })
        #expect(error?.kind == .inconsistency, "\(error?.message ?? "")")
        #expect(try directory.files(below: "out") == [:])
    }

    @Test("has files that may be read as any other file of the user's, whatever else runs; but rejects")
    func permissions() async throws {
        let directory = try TemporaryDirectory()
        let plain = directory.path("plain")
        #expect(FileManager.default.createFile(atPath: plain, contents: nil))
        let expected = try Self.permissions(of: plain)
        try await withThrowingTaskGroup(of: [Int].self) { group in
            for _ in 0..<16 {
                group.addTask {
                    let trial = try await IngestionTrial(Self.records + Array(" x".utf8), quarantine: true)
                    let part = try #require(trial.files.keys.first(where: PartName.isPart))
                    let names = [part, "_manifest.json", "_rejects/part-00000.ndjson"]
                    return try names.map { try Self.permissions(of: trial.directory.path("out/\($0)")) }
                }
            }
            // Rejects hold records as they came: they are the owner's alone.
            for try await modes in group { #expect(modes == [expected, expected, 0o600]) }
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
