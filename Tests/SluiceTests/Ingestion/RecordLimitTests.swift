import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("A run that stops after so many records")
struct RecordLimitTests {
    private static let chunkSizes = [1, 7, 64, 1 << 20]

    private static func limited(
        _ input: [UInt8],
        to limit: Int?,
        chunkSize: Int = 1 << 20,
        jobs: Int = 2,
        quarantine: Bool = false,
        schema: Schema? = nil,
        _ format: OutputFormat = .ndjson
    ) async throws -> IngestionTrial {
        try await IngestionTrial(input, schema: schema, quarantine: quarantine) { options in
            options.recordLimit = limit
            options.chunkSize = chunkSize
            options.jobs = jobs
            options.format = format
            options.allowsEmpty = true
        }
    }

    /// A reject but for its input's name, as each trial has a directory of its own.
    private static func content(_ reject: Reject) -> String {
        "\(String(describing: reject.record)) \(reject.line) \(reject.column) \(reject.offset) \(reject.length) "
            + "\(reject.errors) \(reject.raw ?? "")"
    }

    @Test("writes the first records, at every chunk size and number of workers", arguments: PipelineFixtures.all)
    func firstRecords(fixture: PipelineFixture) async throws {
        let count = fixture.records.count
        for limit in Set([1, 2, count - 1, count, count + 1]) where limit > 0 {
            let expected = fixture.records.prefix(limit).map { $0 + "\n" }.joined()
            var stops: Set<Int?> = []
            for chunkSize in Self.chunkSizes {
                for jobs in [1, 8] {
                    let trial = try await Self.limited(fixture.bytes, to: limit, chunkSize: chunkSize, jobs: jobs)
                    let place: Testing.Comment = "limit \(limit), chunks of \(chunkSize), \(jobs) jobs"
                    let report = try #require(trial.report, place)
                    #expect(trial.text == expected, place)
                    #expect(trial.isPublished, place)
                    #expect(report.recordsSeen == min(limit, count), place)
                    #expect(report.recordsWritten == min(limit, count), place)
                    #expect(report.bytesRead == report.stoppedAt ?? fixture.bytes.count, place)
                    stops.insert(report.stoppedAt)
                }
            }
            #expect(stops.count == 1)
            let stop = try #require(stops.first)
            #expect((stop == nil) == (limit > count))
            if let stop { #expect(fixture.bytes[stop - 1] == UInt8(ascii: "}")) }
        }
    }

    private static let one = #"{"id":1,"rows":[{"id":7,"q":4},{"id":8,"q":8}],"z":9}"#
    private static let two = #"{"id":2,"rows":[{"id":7,"q":4},{"id":8,"q":8}],"z":9}"#
    private static let damaged: [String] = [
        "[\(one),\(two.replacing("[{", with: "[{,")),\(two),\(one)]",
        "[\(one)\(two),,\(one),]",
        "[\(one),\(two.replacing("4}", with: "4}}")),\(one),\(two)",
        "\(one)\n\(two.replacing("\"q\"", with: "\"q"))\n\(one)\nhello\n\(two)\n",
        "\(one)\n\(one.replacing("{\"id\":1,", with: ""))\n\(two)\n{\"id\":3",
        #"{"id":1,"geo":{"lat":1}}"id":2,"geo":{"lat":2},"z":9}{"id":3}"#,
        #"{"lat":2},"z":9}{"id":3,"geo":{"lat":3},"z":1}"#,
        #"{"id":7,"q":4,"n":"x"},{"id":8,"q":8}],"z":9},\#(two),\#(one)]"#,
        #"{"id":1}{"id":2},"b":3}{"id":4}{"id":1,"id":2}7 {"id":5}"#,
        "[1,\"x\",{\"a\":1},[2],nul,{\"a\":2}]",
        "\(one)\u{0}\u{0}\(two)}\(one)]\(two)",
        "[{\"a\":1},{\"a\":2}]]\n[{\"a\":3},{\"a\"}]{\"a\":4}",
    ]

    @Test("gives the beginning of what the whole input gives, also where that is damaged", arguments: damaged)
    func beginning(text: String) async throws {
        let input = Array(text.utf8)
        let whole = try await Self.limited(input, to: nil, quarantine: true)
        let wholeReport = try #require(whole.report ?? whole.error?.report)
        let rejects = try whole.rejects
        for limit in 1...wholeReport.recordsSeen + 1 {
            var outcomes: [IngestionTrial.Outcome] = []
            for chunkSize in [1, 64, 1 << 20] {
                let trial = try await Self.limited(
                    input,
                    to: limit,
                    chunkSize: chunkSize,
                    jobs: chunkSize == 64 ? 1 : 4,
                    quarantine: true
                )
                outcomes.append(trial.outcome)
                let report = try #require(trial.report ?? trial.error?.report)
                let place: Testing.Comment = "limit \(limit), chunks of \(chunkSize)"
                #expect(report.recordsSeen == min(limit, wholeReport.recordsSeen), place)
                guard let stop = report.stoppedAt else {
                    // An input that breaks off inside the last record has ended by itself.
                    #expect(limit > wholeReport.recordsSeen || whole.error != nil, place)
                    #expect(trial.text == whole.text, place)
                    continue
                }
                let expected = rejects.filter { $0.record.map { $0 < limit } ?? ($0.offset < stop) }
                #expect(try trial.rejects.map(Self.content) == expected.map(Self.content), place)
                #expect(trial.isPublished, place)
                let accepted = limit - expected.count { $0.record != nil }
                #expect(
                    trial.text == whole.text.split(separator: "\n").prefix(accepted).map { $0 + "\n" }.joined(),
                    place
                )
            }
            #expect(outcomes.allSatisfy { $0 == outcomes[0] }, "limit \(limit)")
        }
    }

    @Test("does not examine what comes after", arguments: ["", "]]]", ",NaN", ",{\"a\":", "\u{0}", "{\"a\":1}x:"])
    func after(rest: String) async throws {
        for chunkSize in Self.chunkSizes {
            let trial = try await Self.limited(Array((#"[{"a":1},{"a":2}"# + rest).utf8), to: 2, chunkSize: chunkSize)
            #expect(trial.report?.recordsWritten == 2, "\(trial.error?.message ?? "")")
            #expect(trial.report?.stoppedAt == 16)
            #expect(trial.diagnostics.isEmpty)
        }
    }

    @Test("ends with its last record also if that is bad")
    func lastIsBad() async throws {
        let text = "{\"a\":1}\n{\"a\":}\n   \n\n{\"a\":2}\n"
        for chunkSize in [1, 2, 3, 7, 64] {
            let trial = try await Self.limited(Array(text.utf8), to: 2, chunkSize: chunkSize, quarantine: true)
            #expect(trial.report?.recordsRejected == 1)
            #expect(trial.report?.bytesRead == 14)
            let failed = try await Self.limited(Array(text.utf8), to: 2, chunkSize: chunkSize)
            #expect(failed.error?.kind == .data)
            let before = try await Self.limited(Array(text.utf8), to: 1, chunkSize: chunkSize)
            #expect(before.report?.recordsWritten == 1)
        }
    }

    @Test("counts the changes and the errors of these records alone")
    func counts() async throws {
        let records = (0..<5_000).map {
            #"{"id":\#($0),"name":" n ","category":"a","value":1.239,"quantity":\#($0 % 2),"x":1}"#
        }
        let trial = try await Self.limited(
            Array(records.joined(separator: "\n").utf8),
            to: 4_000,
            chunkSize: 64 << 10,
            quarantine: true,
            schema: .items
        )
        let report = try #require(trial.report)
        #expect(report.recordsSeen == 4_000)
        #expect(report.recordsRejected == 2_000)
        #expect(report.errors.map(\.count) == [2_000])
        let trimmed = report.cleaning.first { $0.rule == "trim" && $0.field == "/name" }
        #expect(trimmed?.count == 4_000)
    }

    @Test("writes the same files in every format, for any number of workers", arguments: OutputFormat.allCases)
    func formats(format: OutputFormat) async throws {
        let records = (0..<3_000).map { #"{"id":\#($0),"name":"n","category":"A","value":1,"quantity":1}"# }
        let input = Array(("[" + records.joined(separator: ",\n") + "]").utf8)
        let prefix = Array(("[" + records.prefix(1_234).joined(separator: ",\n")).utf8)
        var files: Set<[String: [UInt8]]> = []
        for jobs in [1, 2, 8] {
            let trial = try await IngestionTrial(input, schema: .items) { options in
                (options.recordLimit, options.jobs, options.format, options.chunkSize) = (1_234, jobs, format, 16 << 10)
            }
            let report = try #require(trial.report)
            #expect(report.recordsWritten == 1_234)
            #expect(report.stoppedAt == prefix.count)
            files.insert(trial.files.filter { $0.key != PartName.manifest })
        }
        #expect(files.count == 1)
    }

    @Test("the manifest has the limit and the place; resuming binds to it")
    func manifest() async throws {
        let input = Array(#"[{"a":1},{"a":2},{"a":3}]"#.utf8)
        let trial = try await Self.limited(input, to: 2)
        let manifest = try #require(JSONNode(trial.files[PartName.manifest] ?? []))
        #expect(manifest["options"]?["limit"]?.integer == 2)
        #expect(manifest["stopped_at"]?.integer == 16)
        #expect(manifest["complete"]?.boolean == true)
        let again = try await IngestionTrial(input, in: trial.directory) { options in
            (options.recordLimit, options.existingOutput) = (2, .resume)
        }
        #expect(again.report?.recordsWritten == 2)
        #expect(again.report?.stoppedAt == 16)
        for limit in [1, 3, nil] {
            let other = try await IngestionTrial(input, in: trial.directory) { options in
                (options.recordLimit, options.existingOutput) = (limit, .resume)
            }
            #expect(other.error?.kind == .usage)
            let now = limit.map(String.init) ?? "not set"
            #expect(other.error?.message.contains("the option limit was 2 and is now \(now)") == true)
        }
    }

    @Test("an interrupted one continues up to the same record", arguments: OutputFormat.allCases)
    func resume(format: OutputFormat) async throws {
        let records = (0..<20_000).map { #"{"id":\#($0),"name":"n","category":"A","value":1,"quantity":1}"# }
        let input = Array(records.joined(separator: "\n").utf8)
        func trial(_ events: Int?, in directory: TemporaryDirectory? = nil) async throws -> IngestionTrial {
            try await IngestionTrial(input, schema: .items, in: directory, cancelledAfter: events) { options in
                options.recordLimit = 15_000
                options.chunkSize = 16 << 10
                options.format = format
                options.rowGroupSize = 64 << 10
                options.existingOutput = .resume
                options.checkpointInterval = .zero
            }
        }
        let undisturbed = try await trial(nil)
        for events in [5, 20, 40, 55] {
            let interrupted = try await trial(events)
            let continued = try await trial(nil, in: interrupted.directory)
            #expect(continued.report?.recordsWritten == 15_000, "\(continued.error?.message ?? "")")
            #expect(continued.outcome.files == undisturbed.outcome.files)
        }
    }

    @Test("a limit below 1 is a usage error", arguments: [0, -1])
    func outOfRange(limit: Int) async throws {
        let trial = try await Self.limited(Array("[{}]".utf8), to: limit)
        #expect(trial.error?.kind == .usage)
        #expect(trial.error?.message == "record limit: expected at least 1, found \(limit)")
    }

    /// What a pipe has delivered when it pauses, how many records are wanted, and how many of them are good.
    struct PausedPipe: CustomTestStringConvertible {
        let delivered: String
        let limit: Int
        let accepted: Int

        var testDescription: String { "\(delivered.prefix(60).debugDescription), limit \(limit)" }

        init(_ delivered: String, limit: Int = 2, accepted: Int? = nil) {
            self.delivered = delivered
            self.limit = limit
            self.accepted = accepted ?? limit
        }
    }

    private static let pauses = [
        PausedPipe("{\"a\":1}\n{\"a\":2}\n"), PausedPipe("{\"a\":1}\n{\"a\":2}"),
        PausedPipe("{\"a\":1}\n{\"a\":2}\n{\"a\""), PausedPipe(#"[{"a":1},{"a":2}"#), PausedPipe(#"[{"a":1},{"a":2},"#),
        PausedPipe("[{\"a\":1},{\"a\":2}]\n"), PausedPipe("[\n  {\n    \"a\": 1\n  },\n  {\n    \"a\": 2\n  }\n]\n"),
        PausedPipe(#"{"a":1}{"a":2}{"a":3}"#), PausedPipe("{\"a\":1}\n{bad\n{\"a\":2}\n", limit: 3, accepted: 2),
        PausedPipe("  \u{1E}{\"a\":1}\n", limit: 1),
        PausedPipe((0..<9_000).map { "{\"a\":\($0),\"b\":[{\"c\":\($0)}]}\n" }.joined(), limit: 9_000),
    ]

    @Test("does not wait for a pipe that stays open after them", arguments: pauses)
    func openPipe(pause: PausedPipe) async throws {
        let (delivered, limit, accepted) = (pause.delivered, pause.limit, pause.accepted)
        for format in [OutputFormat.ndjson, .parquet] where format == .ndjson || delivered.utf8.count < 1_000 {
            let directory = try TemporaryDirectory()
            let pipe = directory.path("pipe")
            #expect(unsafe mkfifo(pipe, 0o600) == 0)
            // Open for reading and writing: the input never ends.
            let holder = try #require(FileHandle(forUpdatingAtPath: pipe))
            let writer = Thread { try? holder.write(contentsOf: Data(delivered.utf8)) }
            writer.start()
            var options = IngestionOptions()
            options.recordLimit = limit
            options.errorPolicy = .quarantine(limit: nil)
            options.format = format
            let schema = try Schema(text: #"{"properties":{"a":{"type":"integer"}}}"#)
            let run = Ingestion(
                input: .file(pipe),
                output: .directory(directory.path("out")),
                schema: schema,
                options: options
            )
            let report = try await run.run()
            #expect(report.recordsSeen == limit)
            #expect(report.recordsWritten == accepted)
            try holder.close()
        }
    }

    @Test("a schema is inferred from these records alone")
    func inference() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write(#"[{"a":1},{"a":2},{"a":"x"},{"b":}]"#, to: "input.json")
        for (limit, type) in [(1, #""integer""#), (2, #""integer""#), (3, #"["integer","string"]"#)] {
            var inference = SchemaInference(input: .file(path))
            inference.recordLimit = limit
            for chunkSize in [1, 5, 1 << 20] {
                inference.chunkSize = chunkSize
                let schema = try inference.run()
                #expect(schema.records == limit)
                let node = try #require(JSONNode(Array(schema.json(isIndented: false).utf8)))
                #expect(node["properties"]?["a"]?["type"]?.source == type)
                #expect(node["x-evidence"]?["bytes"]?.integer == [8, 16, 26][limit - 1])
            }
        }
        var inference = SchemaInference(input: .file(path))
        inference.recordLimit = 4
        #expect(throws: IngestionError.self) { try inference.run() }
    }
}
