import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Sluice

@Suite("A run is continued only if everything is as it was")
struct ResumeRefusalTests {
    private static let input = Array((0..<400).map { "{\"id\":\($0)}\n\($0 % 9 == 0 ? "bad\n" : "")" }.joined().utf8)

    private static func options(_ options: inout IngestionOptions) {
        options.errorPolicy = .quarantine(limit: nil)
        options.chunkSize = 128
        options.smallPartSize = 500
    }

    /// A directory with a run that was interrupted in the middle of a part.
    private static func interrupted() async throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        let trial = try await IngestionTrial(Self.input, in: directory, cancelledAfter: 20, options)
        try #require(trial.error?.report.isResumable == true)
        let names = try directory.files(below: ".out.sluice/new").keys.sorted()
        try #require(names.contains("_rejects/part-00000.ndjson"))
        try #require(names.contains { PartName.isPart($0, number: 1) })
        return directory
    }

    private static func resume(
        _ directory: TemporaryDirectory,
        _ input: [UInt8] = Self.input,
        schema: Schema? = nil,
        _ configure: (inout IngestionOptions) -> Void = { _ in }
    ) async throws -> IngestionTrial {
        try await IngestionTrial(input, schema: schema, in: directory) { options in
            Self.options(&options)
            options.existingOutput = .resume
            configure(&options)
        }
    }

    /// Expects a refusal that says why and has changed nothing.
    private static func expectRefusal(
        _ directory: TemporaryDirectory,
        _ reason: String,
        _ input: [UInt8] = Self.input,
        schema: Schema? = nil,
        _ configure: (inout IngestionOptions) -> Void = { _ in }
    ) async throws {
        let before = try (directory.files(below: "out"), directory.workspace)
        let trial = try await resume(directory, input, schema: schema, configure)
        #expect(trial.error?.kind == .usage, "\(reason)")
        let message = trial.error?.message ?? ""
        #expect(message.contains(reason) && trial.error?.remedy == .startOver, "\(message)")
        #expect(try directory.files(below: "out") == before.0, "\(reason)")
        #expect(try directory.workspace == before.1, "\(reason)")
    }

    @Test("other options are named with their values")
    func options() async throws {
        let directory = try await Self.interrupted()
        try await Self.expectRefusal(directory, "the option part_size was 500 and is now 501") {
            $0.smallPartSize = 501
        }
        try await Self.expectRefusal(directory, "the option max_depth was 512 and is now 9") { $0.maximumDepth = 9 }
        try await Self.expectRefusal(directory, "the option max_record_size was 67108864 and is now 1024") {
            $0.maximumRecordSize = 1_024
        }
        try await Self.expectRefusal(directory, "the option unknown_fields was \"keep\" and is now \"drop\"") {
            $0.unknownFields = .drop
        }
        try await Self.expectRefusal(directory, "the option on_error was \"quarantine\" and is now \"fail\"") {
            $0.errorPolicy = .fail
        }
        try await Self.expectRefusal(directory, "the option max_errors was not set and is now 99") {
            $0.errorPolicy = .quarantine(limit: .count(99))
        }
        try await Self.expectRefusal(directory, "the option max_errors_percent was not set and is now 50.0") {
            $0.errorPolicy = .quarantine(limit: .percentage(50))
        }
        try await Self.expectRefusal(directory, "the schema has changed", schema: .items)
        // Those that change only the speed are free.
        let trial = try await Self.resume(directory) {
            $0.jobs = 5
            $0.chunkSize = 77
        }
        #expect(trial.isPublished)
    }

    @Test("a run that is not asked to says that it clears the interrupted one")
    func cleared() async throws {
        let directory = try await Self.interrupted()
        var options = IngestionOptions()
        Self.options(&options)
        let output = OutputDestination.directory(directory.path("out"))
        let run = Ingestion(input: .file(directory.path("input.json")), output: output, options: options)
        let warnings = Mutex<[String]>([])
        _ = try await run.run { event in
            if case .warning(let text) = event { warnings.withLock { $0.append(text) } }
        }
        #expect(warnings.withLock { $0.count } == 1)
        #expect(warnings.withLock { $0.first }?.contains("it could have been resumed") == true)
    }

    @Test("a changed input is refused, and started over with --overwrite")
    func changedInput() async throws {
        let directory = try await Self.interrupted()
        try await Self.expectRefusal(directory, "the input has changed: it had", Self.input + [0x0A])
        // The same bytes at another time, and in another file.
        try directory.write(Self.input, to: "input.json")
        try await Self.expectRefusal(directory, "the input has changed: it was modified")
        let anew = try await IngestionTrial(Self.input, in: directory) { options in
            Self.options(&options)
            options.existingOutput = .replace
        }
        #expect(anew.isPublished)
        #expect(anew.report?.resumedRecords == 0)
    }

    @Test("a file of the same size and time in its place is refused")
    func replacedInput() async throws {
        let directory = try await Self.interrupted()
        let path = directory.path("input.json")
        let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
        try FileManager.default.moveItem(atPath: path, toPath: directory.path("old.json"))
        try directory.write(Self.input, to: "input.json")
        try FileManager.default.setAttributes([.modificationDate: date as Any], ofItemAtPath: path)
        let trial = try await Self.resume(directory)
        // The times that the test can set are not as fine as the file system's.
        #expect(trial.error?.message.contains("the input ") == true)
    }

    @Test("a change that keeps size and time is found by the time of the last change")
    func changeTime() async throws {
        let directory = try await Self.interrupted()
        let path = directory.path("input.json")
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.write(contentsOf: Data("{\"id\":9}".utf8))
        try file.close()
        let checkpoint = try #require(Checkpoint.unsealed(directory.workspace[PartName.checkpoint] ?? []))
        let modified = try #require(checkpoint["input"]?["modified_at"]?.string)
        try Self.setModified(path, to: modified)
        let before = try (directory.files(below: "out"), directory.workspace)
        var options = IngestionOptions()
        Self.options(&options)
        options.existingOutput = .resume
        let output = OutputDestination.directory(directory.path("out"))
        let error = await #expect(throws: IngestionError.self) {
            try await Ingestion(input: .file(path), output: output, options: options).run()
        }
        #expect(error?.kind == .usage)
        #expect(
            error?.message.contains("the input has changed: its content, links, owner or permissions changed") == true,
            "\(error?.message ?? "")"
        )
        #expect(try directory.files(below: "out") == before.0)
        #expect(try directory.workspace == before.1)
    }

    /// Sets the time of the last modification to the microsecond.
    private static func setModified(_ path: String, to time: String) throws {
        #expect(try FinishedProcess("touch", ["-d", time, path]).status == 0)
    }

    @Test("files that have a second name are not cut", arguments: ["part", "rejects"])
    func hardLink(which: String) async throws {
        let directory = try await Self.interrupted()
        let checkpoint = try #require(Checkpoint.unsealed(directory.workspace[PartName.checkpoint] ?? []))
        let name =
            which == "part"
            ? try #require(checkpoint["open_part"]?["name"]?.string) : PartName.rejects + "/" + PartName.rejectsFile
        let path = directory.path(".out.sluice/new/" + name)
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data("more".utf8))
        try file.close()
        try FileManager.default.linkItem(atPath: path, toPath: directory.path("mine"))
        let before = try directory.files(below: ".")["mine"]
        try await Self.expectRefusal(directory, "has a second hard link")
        #expect(try directory.files(below: ".")["mine"] == before)
    }

    @Test(
        "a checkpoint whose files hold other numbers of records is found",
        arguments: [OutputFormat.ndjson, .csv, .parquet]
    )
    func falseCounts(format: OutputFormat) async throws {
        let directory = try TemporaryDirectory()
        let schema = try Schema(json: #"{"properties":{"id":{"type":"integer"}}}"#, name: "test")
        func options(_ options: inout IngestionOptions) {
            Self.options(&options)
            options.format = format
            options.partSize = 1_000_000
            options.rowGroupSize = 64
        }
        let first = try await IngestionTrial(Self.input, schema: schema, in: directory, cancelledAfter: 30, options)
        try #require(first.error?.report.isResumable == true)
        let sealed = try #require(try directory.workspace[PartName.checkpoint])
        let text = String(decoding: sealed, as: UTF8.self)
        let part = try #require(Checkpoint.unsealed(sealed)?["open_part"]?.source)
        let emptied = part.replacing(#/"bytes":\d+,"crc32c":"[0-9a-f]+"/#, with: #""bytes":0,"crc32c":"00000000""#)
        let body = Array(text.replacing(part, with: emptied).dropFirst(21).utf8)
        let seal = body.span.crc32c(extending: 0).hexDigits
        try directory.write(Array("{\"crc32c\":\"\(seal)\",".utf8) + body, to: ".out.sluice/checkpoint.json")
        let before = try directory.workspace
        let second = try await IngestionTrial(Self.input, schema: schema, in: directory) {
            options(&$0)
            $0.existingOutput = .resume
        }
        #expect(second.error?.kind == .usage)
        let message = second.error?.message ?? ""
        #expect(message.contains(format == .parquet ? "is inconsistent" : "records, found 0"), "\(message)")
        #expect(try directory.workspace == before)
    }

    @Test("damage to any file is found, and forgiven when it is undone")
    func damagedFiles() async throws {
        let directory = try await Self.interrupted()
        let files = try directory.files(below: ".out.sluice/new")
        let checkpoint = try #require(try directory.workspace[PartName.checkpoint])
        let node = try #require(Checkpoint.unsealed(checkpoint))
        let closed = try #require(node["parts"]?.list(FinishedPart.init))
        let open = node["open_part"].flatMap(FinishedPart.init)
        for (name, bytes) in files {
            let path = ".out.sluice/new/" + name
            let length =
                name.hasPrefix(PartName.rejects)
                ? node["rejects"].flatMap(WrittenFile.init)?.bytes
                : (closed + [open].compactMap(\.self)).first { $0.name == name }?.bytes
            guard let length else { continue }
            for place in [0, length / 2, length - 1] {
                var changed = bytes
                changed[place] ^= 0x04
                try directory.write(changed, to: path)
                try await Self.expectRefusal(directory, "was changed after it was written")
            }
            try directory.write(Array(bytes[..<(length - 1)]), to: path)
            try await Self.expectRefusal(directory, "expected \(length) bytes, found")
            try FileManager.default.removeItem(atPath: directory.path(path))
            try await Self.expectRefusal(directory, "is missing")
            try directory.write(bytes, to: "elsewhere")
            try FileManager.default.createSymbolicLink(
                atPath: directory.path(path),
                withDestinationPath: directory.path("elsewhere")
            )
            let linked = try await Self.resume(directory)
            #expect(linked.error?.kind == .usage)
            #expect(try directory.files(below: ".")["elsewhere"] == bytes)
            try FileManager.default.removeItem(atPath: directory.path(path))
            // What was written after the checkpoint is cut off.
            let isClosed = closed.contains { $0.name == name }
            try directory.write(isClosed ? bytes : bytes + [0, 1, 2], to: path)
        }
        try directory.write([1], to: ".out.sluice/new/part-99999.ndjson")
        let trial = try await Self.resume(directory)
        let reference = try await IngestionTrial(Self.input, Self.options)
        #expect(trial.outcome.files == reference.outcome.files)
    }

    @Test("a finished run is left alone, and reported again")
    func finished() async throws {
        let directory = try TemporaryDirectory()
        let first = try await IngestionTrial(Self.input, in: directory, Self.options)
        let before = try Self.times(directory)
        let second = try await Self.resume(directory)
        #expect(second.outcome.files == first.outcome.files)
        #expect(second.outcome.figures == first.outcome.figures)
        #expect(second.outcome.errors == first.outcome.errors)
        #expect(second.outcome.parts == first.outcome.parts)
        #expect(second.outcome.shape == first.outcome.shape)
        #expect(second.report?.status == .completed && second.report?.failure == nil)
        #expect(try Self.times(directory) == before)
        try await Self.expectRefusal(directory, "the option part_size was 500 and is now 501") {
            $0.smallPartSize = 501
        }
        for name in [try #require(first.files.keys.first(where: PartName.isPart)), "_rejects/part-00000.ndjson"] {
            var bytes = try #require(first.files[name])
            bytes[3] ^= 1
            try directory.write(bytes, to: "out/" + name)
            try await Self.expectRefusal(directory, "was changed after it was written")
            bytes[3] ^= 1
            try directory.write(bytes, to: "out/" + name)
        }
        try FileManager.default.removeItem(atPath: directory.path("out/_SUCCESS"))
        let third = try await Self.resume(directory)
        #expect(third.error?.kind == .usage)
    }

    private static func times(_ directory: TemporaryDirectory) throws -> [String: Date] {
        var times: [String: Date] = [:]
        for name in try directory.files(below: "out").keys {
            let attributes = try FileManager.default.attributesOfItem(atPath: directory.path("out/" + name))
            times[name] = attributes[.modificationDate] as? Date
        }
        return times
    }
}
