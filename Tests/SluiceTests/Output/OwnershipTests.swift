import Foundation
import TestSupport
import Testing

@testable import Sluice

/// Only what Sluice has published itself, or is working on, is ever removed or replaced.
@Suite("What is not Sluice's")
struct OwnershipTests {
    private static let old = Array("{\"old\":1}\nnope\n{\"old\":2}\n".utf8)
    private static let new = Array("{\"new\":1}\n".utf8)

    /// A place of something foreign, by its path from the directory that holds `out`.
    static let places = [
        "out/notes.txt", "out/.hidden", "out/part-00000.gz", "out/part-12345.d/", "out/part-00007.ndjson",
        "out/part-00000-00000000.ndjson", "out/_rejects/notes.txt", "out/_rejects/part-00001.ndjson",
        "out/_rejects/deep/er/", "out/_schema.json", "out/_schema.ddl", "out/_temporary/0/part-00000",
        "out/_temporary/x", "out/_temporaryx", "out/.out.sluice/", ".out.sluice", ".out.sluice/keep.txt",
        ".out.sluice/new/part-00000.ndjson", "out/part-00000.ndjson/a/b/c/d",
    ]

    private static func plant(_ place: String, in directory: TemporaryDirectory) throws {
        let url = directory.url.appending(path: place)
        let parent = place.hasSuffix("/") ? url : url.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        if !place.hasSuffix("/") { try Data("{\"keep\":1}\n".utf8).write(to: url) }
    }

    private static func names(_ directory: TemporaryDirectory) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: directory.url.path).sorted()
    }

    @Test("is kept, and the run refused", arguments: places, [true, false])
    func refused(place: String, isPublished: Bool) async throws {
        let directory = try TemporaryDirectory()
        if isPublished { _ = try await IngestionTrial(Self.old, quarantine: true, in: directory) }
        try directory.write(Self.new, to: "input.json")
        try Self.plant(place, in: directory)
        let before = try (Self.names(directory), directory.files(below: "."))
        for existing in [IngestionOptions.ExistingOutput.refuse, .replace, .resumeOrReplace] {
            let trial = try await IngestionTrial(Self.new, in: directory) { $0.existingOutput = existing }
            #expect(trial.error?.kind == .usage, "\(existing)")
            // What is in the way is named, by its first component at least.
            let entry = place.split(separator: "/").first { $0 != "out" } ?? ""
            if existing != .refuse || !isPublished || !place.hasPrefix("out/") {
                #expect(trial.error?.message.contains(entry) == true, "\(trial.error?.message ?? "")")
            }
            #expect(try Self.names(directory) == before.0)
            #expect(try directory.files(below: ".") == before.1)
        }
    }

    @Test("is a part, too, that has changed since it was published", arguments: ["longer", "shorter", "a link"])
    func changedPart(change: String) async throws {
        let directory = try TemporaryDirectory()
        let first = try await IngestionTrial(Self.old, quarantine: true, in: directory)
        let name = "out/" + (try #require(first.files.keys.first(where: PartName.isPart)))
        let bytes = first.parts[0]
        switch change {
        case "longer": try directory.write(bytes + [0x0A], to: name)
        case "shorter": try directory.write(Array(bytes.dropLast()), to: name)
        default:
            try FileManager.default.moveItem(atPath: directory.path(name), toPath: directory.path("elsewhere"))
            try FileManager.default.createSymbolicLink(
                atPath: directory.path(name),
                withDestinationPath: directory.path("elsewhere")
            )
        }
        let before = try Self.names(directory)
        let second = try await IngestionTrial(Self.new, in: directory) { $0.existingOutput = .replace }
        #expect(second.error?.kind == .usage)
        #expect(try Self.names(directory) == before)
    }

    @Test("is a journal that is none", arguments: ["my notes\n", "{\"a\":1}\n", "{\"run\":\"short\"}\n"])
    func foreignJournal(text: String) async throws {
        let directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: directory.path("out"), withIntermediateDirectories: true)
        try directory.write(Array(text.utf8), to: "out/_status.ndjson")
        for existing in [IngestionOptions.ExistingOutput.refuse, .replace] {
            let trial = try await IngestionTrial(Self.new, in: directory) { $0.existingOutput = existing }
            #expect(trial.error?.kind == .usage)
            #expect(trial.error?.message.contains("_status.ndjson") == true)
        }
        #expect(try directory.files(below: "out") == ["_status.ndjson": Array(text.utf8)])
    }

    @Test(
        "is kept when it comes while the run is under way",
        arguments: ["notes.txt", "_temporary/0/part-00000", "_rejects/notes.txt", "part-00009-00000000.ndjson"]
    )
    func lateEntry(entry: String) async throws {
        let directory = try TemporaryDirectory()
        let first = try await IngestionTrial(Self.old, quarantine: true, in: directory)
        let input = try directory.write(Self.new, to: "input.json")
        var options = IngestionOptions()
        options.existingOutput = .replace
        let run = Ingestion(input: .file(input), output: .directory(directory.path("out")), options: options)
        let error = await #expect(throws: IngestionError.self) {
            try await run.run { event in
                guard case .progressed = event else { return }
                try? Self.plant("out/" + entry, in: directory)
            }
        }
        #expect(error?.kind == .usage)
        #expect(error?.message.contains(entry.split(separator: "/")[0]) == true, "\(error?.message ?? "")")
        let found = try directory.files(below: "out").filter { $0.key != PartName.status }
        #expect(found == first.files.merging([entry: Array("{\"keep\":1}\n".utf8)]) { $1 })
        // The work is kept, too, for a run that continues it once the entry is gone.
        #expect(try directory.workspace.keys.contains { $0.hasPrefix("new/part-") } == error?.report.isResumable)
    }

    @Test("is the directory that is in the place of another one by then", arguments: [true, false])
    func displaced(isPublished: Bool) async throws {
        let directory = try TemporaryDirectory()
        if isPublished { _ = try await IngestionTrial(Self.old, quarantine: true, in: directory) }
        let input = try directory.write(Self.new, to: "input.json")
        var options = IngestionOptions()
        options.existingOutput = .replace
        let run = Ingestion(input: .file(input), output: .directory(directory.path("out")), options: options)
        let error = await #expect(throws: IngestionError.self) {
            try await run.run { event in
                guard case .progressed = event else { return }
                if isPublished {
                    try? FileManager.default.moveItem(atPath: directory.path("out"), toPath: directory.path("away"))
                }
                try? Self.plant("out/mine", in: directory)
            }
        }
        #expect(error?.kind == .usage)
        #expect(error?.message.contains("was created, moved or removed during the run") == true)
        #expect(try directory.files(below: "out").keys.sorted() == ["mine"])
        #expect(try directory.files(below: "away").isEmpty != isPublished)
    }

    @Test("does not include an empty directory for temporary files")
    func emptyTemporary() async throws {
        let directory = try TemporaryDirectory()
        try Self.plant("out/_temporary/", in: directory)
        let trial = try await IngestionTrial(Self.new, in: directory)
        #expect(trial.isPublished)
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path("out"))
        #expect(names.count == 4)
    }

    @Test("includes the input, wherever it is below the directory and however it is named")
    func input() async throws {
        let directory = try TemporaryDirectory()
        let first = try await IngestionTrial(Self.old, quarantine: true, in: directory)
        let part = try #require(first.files.keys.first(where: PartName.isPart))
        for place in ["out/deep/er/x.ndjson", "out/_temporary/x.ndjson", ".out.sluice/new/x.ndjson"] {
            try Self.plant(place, in: directory)
        }
        let files = FileManager.default
        let rejects = "out/_rejects/part-00000.ndjson"
        try files.createSymbolicLink(atPath: directory.path("link"), withDestinationPath: rejects)
        try files.linkItem(atPath: directory.path("out/" + part), toPath: directory.path("hard"))
        let before = try Self.names(directory)
        for input in [
            "out/" + part, "out/_rejects/part-00000.ndjson", "out/deep/er/x.ndjson", "out/_temporary/x.ndjson",
            ".out.sluice/new/x.ndjson", "link",
        ] {
            for existing in [IngestionOptions.ExistingOutput.refuse, .replace, .resumeOrReplace] {
                var options = IngestionOptions()
                options.existingOutput = existing
                let output = OutputDestination.directory(directory.path("out"))
                let run = Ingestion(input: .file(directory.path(input)), output: output, options: options)
                let error = await #expect(throws: IngestionError.self) { try await run.run() }
                #expect(error?.kind == .usage, "\(input)")
                if !input.hasPrefix(".") {
                    #expect(error?.message.contains("the input is inside") == true, "\(error?.message ?? "")")
                }
                #expect(try Self.names(directory) == before)
            }
        }
    }

    @Test("does not include the set of an earlier version, whose manifest lists less")
    func firstVersion() async throws {
        let directory = try TemporaryDirectory()
        let text = """
            {"manifest_version":1,"complete":true,"schema":{"name":"items","crc32c":"1e0897ad"},
            "parts":[{"name":"part-00000.ndjson","records":1,"bytes":10,"crc32c":"00000000"}],
            "rejects":{"bytes":4,"crc32c":"00000000"}}
            """
        try Self.plant("out/_rejects/", in: directory)
        for (name, content) in [
            ("_manifest.json", text), ("part-00000.ndjson", "{\"old\":1}\n"), ("_rejects/part-00000.ndjson", "{}\n\n"),
            ("_SUCCESS", ""), ("_schema.json", "{}"), ("_schema.ddl", "\n"),
        ] {
            try directory.write(Array(content.utf8), to: "out/" + name)
        }
        let trial = try await IngestionTrial(Self.new, in: directory) { $0.existingOutput = .replace }
        #expect(trial.names == ["_SUCCESS", "_manifest.json", "part-00000.ndjson"], "\(trial.error?.message ?? "")")
    }
}
