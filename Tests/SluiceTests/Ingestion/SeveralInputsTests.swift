import Foundation
import TestSupport
import Testing

@testable import Sluice

/// Writes files into `data`, and runs over the directory or over some of them.
@Suite("Several inputs are one sequence of records")
struct SeveralInputsTests {
    private static let files: [(String, String)] = [
        ("a.json", "[{\"id\":1},\n {\"id\":2}]"), ("b.ndjson", "{\"id\":3}\n{\"id\":4}"),
        ("c", "\u{FEFF}{\"id\":5} {\"id\":6}"),
        ("d", "[]"), ("e", ""), ("f", " \n\t"), ("g", "[[{\"id\":7}]"),
        ("h", "\n\n{\"id\":8}\n{\"id\" 9}\n{\"id\":10}\n"),
    ]

    private static func directory(_ files: [(String, String)]) throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: directory.path("data"), withIntermediateDirectories: true)
        for (name, text) in files { try directory.write(text, to: "data/" + name) }
        return directory
    }

    private static func trial(
        _ files: [(String, String)],
        in directory: TemporaryDirectory? = nil,
        schema: Schema? = nil,
        quarantine: Bool = false,
        _ configure: (inout IngestionOptions) -> Void = { _ in }
    ) async throws -> IngestionTrial {
        let directory = try directory ?? Self.directory(files)
        let source = InputSource.directory(directory.path("data"))
        return try await IngestionTrial(of: [source], schema: schema, quarantine: quarantine, in: directory, configure)
    }

    private static func shown(_ text: String, _ trial: IngestionTrial) -> String {
        text.replacing(trial.directory.path("data") + "/", with: "")
    }

    @Test("of any shape, with places and numbers of their own; inputs without a document are skipped with a note")
    func shapes() async throws {
        let trial = try await Self.trial(Self.files, quarantine: true)
        #expect(trial.text == [1, 2, 3, 4, 5, 6, 8, 10].map { "{\"id\":\($0)}\n" }.joined())
        let report = try #require(trial.report ?? trial.error?.report)
        #expect(
            report.inputs.map { Self.shown("\($0.name) \($0.bytes) \($0.recordsSeen) \($0.recordsRejected)", trial) }
                == [
                    "a.json 21 2 0", "b.ndjson 17 2 0", "c 20 2 0", "d 2 0 0", "e 0 0 0", "f 3 0 0", "g 11 1 1",
                    "h 30 3 1",
                ]
        )
        #expect(report.bytesRead == report.inputs.reduce(0) { $0 + $1.bytes })
        #expect(report.recordsSeen == 10 && report.shape == .array)
        #expect(
            trial.warnings.map { Self.shown($0, trial) } == [
                "e is empty, and was skipped", "f contains only white space, and was skipped",
            ]
        )
        #expect(
            trial.diagnostics.map {
                Self.shown(
                    "\($0.input):\($0.position.line):\($0.position.column) \($0.position.record ?? -1) \($0.position.offset)",
                    trial
                )
            } == [
                "g:1:2 0 1", "g:1:12 -1 11", "h:4:7 1 17",
            ]
        )
        #expect(report.errors.map { Self.shown($0.input, trial) } == ["g", "g", "h"])
    }

    @Test("give the same for every chunk size and every number of workers", arguments: [false, true])
    func invariance(quarantine: Bool) async throws {
        let directory = try Self.directory(Self.files + [("i", String(repeating: "{\"id\":11}\n", count: 300))])
        var files = Self.files.filter { quarantine || $0.0 != "g" && $0.0 != "h" }.map {
            InputSource.file(directory.path("data/" + $0.0))
        }
        files.append(.file(directory.path("data/i")))
        files.append(files[0])
        var expected: IngestionTrial.Outcome?
        for chunkSize in [1, 2, 7, 64, 4_096, 1 << 20] {
            for jobs in [1, 2, 8] {
                let trial = try await IngestionTrial(of: files, quarantine: quarantine, in: directory) { options in
                    options.chunkSize = chunkSize
                    options.jobs = jobs
                    options.smallPartSize = 200
                    options.existingOutput = .replace
                }
                expected = expected ?? trial.outcome
                #expect(trial.outcome == expected, "chunks of \(chunkSize), \(jobs) jobs")
            }
        }
        #expect(expected?.figures[1] == (quarantine ? 312 : 308))
    }

    @Test("under a schema, as Parquet and CSV", arguments: [OutputFormat.csv, .parquet])
    func formats(format: OutputFormat) async throws {
        let schema = try Schema(json: #"{"properties":{"id":{"type":"integer"}}}"#, name: "test")
        let whole = (0..<400).map { "{\"id\":\($0)}\n" }
        let directory = try Self.directory([("one", whole.joined())])
        let one = try await IngestionTrial(of: [.file(directory.path("data/one"))], schema: schema, in: directory) {
            $0.format = format
        }
        let pieces = (0..<8).map { ("\($0)", whole[$0 * 50..<$0 * 50 + 50].joined()) }
        let several = try await Self.trial(pieces, schema: schema) { $0.format = format }
        #expect(several.report?.recordsWritten == 400)
        #expect(several.report?.parts.count == 1 && one.report?.parts.count == 1)
        if format == .csv { #expect(several.parts == one.parts) }
        let other = try await Self.trial(pieces, schema: schema) { options in
            options.format = format
            options.jobs = 8
        }
        #expect(several.parts == other.parts)
    }

    @Test("one that breaks off ends there; the others are read, and the set is incomplete")
    func breaks() async throws {
        for (text, ids) in [("[{\"id\":1},{\"id\":2},", [1, 2]), ("{\"id\":1}\n{\"id\":", [1]), ("[", [])] {
            let files = [
                ("a", "{\"id\":0}"), ("b", text), ("c", "{\"id\":3}"), ("d", "[{\"id\":4}"), ("e", "{\"id\":5}"),
            ]
            let trial = try await Self.trial(files, quarantine: true)
            #expect(trial.text == ([0] + ids + [3, 4, 5]).map { "{\"id\":\($0)}\n" }.joined())
            #expect(trial.error?.kind == .data && !trial.isPublished)
            let report = try #require(trial.error?.report)
            #expect(report.isIncomplete && report.inputs.count == 5)
            #expect(report.message?.contains("/b:") == true && report.message?.contains("other inputs") == true)
            #expect(try !trial.manifest.complete)
            let failed = try await Self.trial(files)
            #expect(failed.error?.kind == .input && failed.error?.message.contains("/b:") == true)
            #expect(failed.files == [:])
        }
    }

    @Test("one that is not JSON is an error with its name, after what is wrong before it", arguments: [1, 2, 8])
    func notJSON(jobs: Int) async throws {
        for text in ["hello", "\u{1F}\u{8B}xx", "PAR1"] {
            let files = [("a", "{\"id\":0}"), ("b", text), ("c", "{\"id\":3}")]
            let trial = try await Self.trial(files, quarantine: true) { $0.jobs = jobs }
            #expect(trial.error?.kind == .input && trial.error?.message.contains("/b is") == true)
            #expect(trial.files == [:])
            // The file is opened while the record before it is still being read.
            let earlier = try await Self.trial([("a", "{\"id\":0}\n{\"id\" 1}\n")] + files.dropFirst()) {
                $0.jobs = jobs
            }
            #expect(earlier.error?.kind == .data && earlier.error?.message.contains("/a:2:7") == true)
        }
    }

    @Test("without any document are an error")
    func blank() async throws {
        let trial = try await Self.trial([("a", ""), ("b", " \n"), ("c", "\u{FEFF}")])
        #expect(trial.error?.kind == .input)
        #expect(trial.error?.message == "none of the 3 inputs contains a JSON document")
        #expect(trial.files == [:])
        let alone = try await Self.trial([("a", "")])
        #expect(alone.error?.kind == .input && alone.error?.message.contains("/a is empty") == true)
        let empty = try await Self.trial([("a", "[]"), ("b", "")])
        #expect(empty.isPublished)
    }

    @Test("may be a thousand small files, of which few are open at a time")
    func thousand() async throws {
        let files = (0..<1_000).map { ("\(10_000 + $0).json", "[{\"id\":\($0)}]\n") }
        let trial = try await Self.trial(files) { $0.jobs = 8 }
        #expect(trial.text == (0..<1_000).map { "{\"id\":\($0)}\n" }.joined())
        #expect(trial.report?.inputs.count == 1_000 && trial.report?.inputs[999].recordsSeen == 1)
    }

    @Test("names that are not UTF-8 are published as their bytes")
    func names() async throws {
        let directory = try TemporaryDirectory()
        var paths: [FilePath] = []
        for byte in [UInt8(0x80), 0xFF] {
            let path = FilePath(bytes: Array((directory.path("data") + "/a").utf8) + [byte])
            let escapes = path.bytes.map { "\\x" + String($0, radix: 16) }.joined()
            let script = "mkdir -p '\(directory.path("data"))'; printf '{\"id\":1}' > $'\(escapes)'"
            #expect(try FinishedProcess("/bin/bash", ["-c", script]).status == 0)
            paths.append(path)
        }
        let run = Ingestion(inputs: [.directory(directory.path("data"))], output: .directory(directory.path("out")))
        let report = try await run.run()
        #expect(report.inputs.map(\.name) == paths.map(\.shown))
        let text = try Array(directory.files(below: "out")[PartName.manifest] ?? [])
        let inputs = try #require(JSONNode(text)?["inputs"]?.elements)
        #expect(inputs.map { $0["path_base64"]?.string.flatMap(Base64.decode) } == paths.map(\.bytes))
    }

    @Test("may be bytes in memory")
    func memory() async throws {
        let directory = try TemporaryDirectory()
        let inputs: [InputSource] = [.bytes(Array("[{\"id\":1}]".utf8)), .bytes(Array("{\"id\" 2}".utf8), name: "two")]
        for chunkSize in [1, 1 << 20] {
            let trial = try await IngestionTrial(of: inputs, quarantine: true, in: directory) { options in
                options.chunkSize = chunkSize
                options.existingOutput = .replace
            }
            #expect(trial.text == "{\"id\":1}\n")
            #expect(
                trial.diagnostics.map(\.headline) == ["two:1:7: record 0, /id: expected ':' after the key, found '2'"]
            )
        }
        let resumed = try await IngestionTrial(of: inputs, in: directory) { $0.existingOutput = .resume }
        #expect(resumed.error?.kind == .usage)
    }

    @Test("inside the output are refused, each of them")
    func insideOutput() async throws {
        let directory = try Self.directory([("a", "{\"id\":1}")])
        try directory.write("{}", to: "other")
        let link = FileManager.default.createSymbolicLink(atPath:withDestinationPath:)
        try FileManager.default.createDirectory(atPath: directory.path("links"), withIntermediateDirectories: true)
        try directory.write("{}", to: "links/a")
        try link(directory.path("links/b"), "../data/a")
        for sources in [
            [InputSource.file(directory.path("other")), .file(directory.path("data/a"))],
            [.directory(directory.path("data"))],
            [.directory(directory.path("links"))],
        ] {
            let run = Ingestion(inputs: sources, output: .directory(directory.path("data")))
            let error = await #expect(throws: IngestionError.self) { try await run.run() }
            #expect(error?.kind == .usage && error?.message.contains(" input is inside") == true)
        }
    }
}

@Suite("Several inputs that change")
struct ChangingInputsTests {
    private static func directory() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: directory.path("data"), withIntermediateDirectories: true)
        for name in ["a", "b", "c"] {
            try directory.write((0..<50).map { "{\"id\":\($0)}\n" }.joined(), to: "data/" + name)
        }
        return directory
    }

    /// Runs over the directory, and makes a change once `bytes` have been read.
    private static func run(
        _ directory: TemporaryDirectory,
        after bytes: Int,
        _ change: @escaping @Sendable () -> Void
    ) async throws -> IngestionError? {
        MappedInputRescue.install()
        var options = IngestionOptions()
        options.chunkSize = 64
        options.retries = RetryPolicy(retries: 0)
        let output = OutputDestination.directory(directory.path("out"))
        let run = Ingestion(inputs: [.directory(directory.path("data"))], output: output, options: options)
        let isDone = Locked(false)
        do throws(IngestionError) {
            _ = try await run.run { event in
                guard case .progressed(let progress) = event, progress.bytes >= bytes else { return }
                let isDue = isDone.withLock { done in
                    defer { done = true }
                    return !done
                }
                if isDue { change() }
            }
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "are found, whether one has been read, is read or is to come",
        arguments: ["a", "b", "c"],
        InputChange.allCases
    )
    func found(name: String, change: InputChange) async throws {
        let directory = try Self.directory()
        let path = directory.path("data/" + name)
        let size = try Data(contentsOf: URL(filePath: path)).count
        let error = try await Self.run(directory, after: size * 3 / 2) { change.make(to: path, size: size) }
        #expect(error?.kind == .input && error?.message.contains("data/\(name)") == true, "\(error?.message ?? "")")
        #expect(try directory.files(below: "out").keys.contains(PartName.success) == false)
    }

    @Test("by one that appears are not changed: the files were listed when the run began")
    func appeared() async throws {
        let directory = try Self.directory()
        let path = directory.path("data/bb")
        #expect(
            try await Self.run(directory, after: 200) {
                _ = FileManager.default.createFile(atPath: path, contents: Data("x".utf8))
            } == nil
        )
        #expect(try directory.files(below: "out").keys.contains(PartName.success))
    }
}
