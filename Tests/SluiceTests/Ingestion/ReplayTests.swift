import Foundation
import TestSupport
import Testing

@testable import Sluice

/// Sets records aside under a schema that refuses them, and reads the rejects again.
@Suite("Replaying rejects")
struct ReplayTests {
    /// Records of all kinds, each of which is one reject: objects, what is none, and bytes that belong to no record.
    private static let objects = [
        #"{"id":1,"name":"Ä\n\"x\""}"#, "{}", "{ }", "{\n \"id\": 2,\n\n \"in\": [{\"id\": 3}, {}]\n}",
        #"{"\u0069d":"é"}"#,
        "{\"id\":1,\"in\":{\"a\":{\"b\":[[1]]}}}\r", "\t{\"a\":null}",
    ]
    private static let others = [
        "[{\"id\":4}]", "\"{}\"", "7", "null", "{\"id\":1,\"id\":2}", "{\"id\":tru}", "{\"a\":\"\u{1}\"}",
    ]

    private static let strict = #"{"required":["zz"],"properties":{"id":{"type":"integer"},"a":{"enum":[2]}}}"#

    private static func schema(_ json: String) throws -> Schema { try Schema(json: json, name: "test") }

    /// A directory whose `out` has been published by a run over `input`, moved to `first`.
    private static func rejected(
        _ input: [UInt8],
        _ schema: String = strict,
        in directory: TemporaryDirectory,
        _ configure: (inout IngestionOptions) -> Void = { _ in }
    ) async throws -> IngestionTrial {
        let trial = try await IngestionTrial(input, schema: Self.schema(schema), quarantine: true, in: directory) {
            $0.allowsEmpty = true
            configure(&$0)
        }
        #expect(trial.error == nil)
        try FileManager.default.moveItem(atPath: directory.path("out"), toPath: directory.path("first"))
        return trial
    }

    private static func replay(
        _ name: String = "first",
        schema: String? = nil,
        in directory: TemporaryDirectory,
        cancelledAfter events: Int? = nil,
        _ configure: (inout IngestionOptions) -> Void = { _ in }
    ) async throws -> IngestionTrial {
        try await IngestionTrial(
            of: [.rejects(directory.path(name))],
            schema: schema.map { try Self.schema($0) },
            quarantine: true,
            in: directory,
            cancelledAfter: events
        ) { options in
            options.existingOutput = .replace
            options.allowsEmpty = true
            configure(&options)
        }
    }

    @Test("reads each record again, and no other, whatever its bytes are, for any cuts and workers")
    func isolation() async throws {
        var random = SplitMix64(seed: 11)
        let directory = try TemporaryDirectory()
        for _ in 0..<8 {
            let records = (0..<40).map { _ in
                (random.next() % 3 == 0 ? Self.others : Self.objects).randomElement(using: &random) ?? ""
            }
            let input = "[" + records.joined(separator: ",") + "]"
            try? FileManager.default.removeItem(atPath: directory.path("first"))
            try? FileManager.default.removeItem(atPath: directory.path("out"))
            let first = try await Self.rejected(Array(input.utf8), in: directory)
            let rejects = try first.rejects.filter { $0.record != nil }
            let (whole, bad) = (
                rejects.filter { ["required", "enum", "type"].contains($0.errors[0].code) },
                rejects.filter { !["required", "enum", "type"].contains($0.errors[0].code) }
            )
            #expect(whole.count > 10 && bad.count > 2)
            var outcome: IngestionTrial.Outcome?
            for (chunkSize, jobs) in [(1 << 20, 2), (1, 2), (13, 1), (64, 8), (300, 2)] {
                let trial = try await Self.replay(in: directory) { ($0.chunkSize, $0.jobs) = (chunkSize, jobs) }
                #expect(trial.error == nil)
                let expected = try await IngestionTrial(whole.flatMap { $0.bytes + [10] })
                #expect(trial.text == expected.text)
                #expect(try trial.rejects.map(\.bytes) == bad.map(\.bytes))
                #expect(try trial.rejects.map(\.errors[0].code) == bad.map(\.errors[0].code))
                outcome = outcome ?? trial.outcome
                #expect(trial.outcome == outcome, "chunks of \(chunkSize), \(jobs) jobs")
            }
        }
    }

    @Test("says where each error was first", arguments: [nil, "/r", "/m"])
    func originals(pointer: String?) async throws {
        let records = [
            "{\"id\":\"ä\",\n \"a\":\t\"é\"}", "{}", "{\"id\":1.5}", "{\"zz\":1,\n\n\"a\":[1,\"x\"]}", "8",
            "{\"zz\":2,\"id\":1}", pointer == nil ? "{\"zz\":3,\"id\":tru}" : "{\"zz\":3,\"id\":[]}",
            "{\"zz\":2,\"id\":1}",
        ]
        let array = "[" + records.joined(separator: " ,\n ") + "]"
        let members = records.enumerated().map { "\"k\\\"\($0.offset)ü\" : \($0.element)" }.joined(separator: ",\n")
        let input = pointer == nil ? array : "{\"r\":\(array),\"m\":{\(members)}}"
        let directory = try TemporaryDirectory()
        let first = try await Self.rejected(Array(input.utf8), in: directory) { options in
            options.location = pointer.flatMap { RecordLocation($0, keyField: $0 == "/m" ? "key" : nil) }
        }
        let trial = try await Self.replay(schema: Self.strict, in: directory)
        #expect(first.diagnostics.count == 9)
        #expect(
            trial.diagnostics.map { "\($0.code) \($0.pointer) \($0.message)" }
                == first.diagnostics.map { "\($0.code) \($0.pointer) \($0.message)" }
        )
        let places = try trial.diagnostics.map { diagnostic in
            let original = try #require(diagnostic.original)
            #expect(original.input == directory.path("input.json"))
            return RecordPosition(
                record: original.record,
                line: original.line,
                column: original.column,
                offset: original.offset
            )
        }
        #expect(places == first.diagnostics.map(\.position))
        #expect(trial.diagnostics.map(\.position.line) == [1, 1, 1, 2, 3, 3, 4, 5, 6])
        #expect(trial.diagnostics.allSatisfy { $0.input.hasSuffix("/first/_rejects/part-00000.ndjson") })
        // The caret is under the same text.
        let shown = { (trial: IngestionTrial) in trial.diagnostics.map { $0.excerpt?.caretLength } }
        #expect(shown(trial) == shown(first))
        #expect(try trial.rejects.map(\.bytes) == first.rejects.map(\.bytes))
    }

    @Test("gives records the keys of their members again, as if they had been valid from the beginning")
    func keys() async throws {
        let keys = [#"k"#, #"\"\\"#, #"-N\u00e4 : "#, "é", ""]
        let members = keys.enumerated().map { "\"\($0.element)\":\(Self.objects[$0.offset])" }
        let input = Array("{\"users\":{\(members.joined(separator: ","))}}".utf8)
        let directory = try TemporaryDirectory()
        let location = RecordLocation("/users", keyField: "k\"y")
        _ = try await Self.rejected(input, in: directory) { $0.location = location }
        let trial = try await Self.replay(in: directory)
        let expected = try await IngestionTrial(input) { $0.location = location }
        #expect(expected.report?.recordsWritten == 5)
        #expect(trial.text == expected.text)
        // Once more through rejects: the record is still what it was.
        let again = try await Self.replay(schema: Self.strict, in: directory)
        try FileManager.default.moveItem(atPath: directory.path("out"), toPath: directory.path("second"))
        let last = try await Self.replay("second", in: directory)
        #expect(last.text == expected.text)
        #expect(try again.rejects.map(\.raw) == Self.objects.prefix(5).map { $0.filter { $0 != "\t" } })
    }

    @Test("keeps the place of the first run through several replays")
    func severalTimes() async throws {
        let directory = try TemporaryDirectory()
        let input = Array("{\"id\":1}\n{\"id\":2}\n\n  {\"id\":\"x\"}".utf8)
        let first = try await Self.rejected(input, #"{"properties":{"id":{"type":"integer"}}}"#, in: directory)
        _ = try await Self.replay(schema: Self.strict, in: directory)
        try FileManager.default.moveItem(atPath: directory.path("out"), toPath: directory.path("second"))
        let trial = try await Self.replay("second", schema: Self.strict, in: directory)
        let original = try #require(trial.diagnostics.first?.original)
        #expect(original.input == directory.path("input.json"))
        #expect([original.record, original.line, original.column, original.offset] == [2, 4, 9, 27])
        #expect(first.diagnostics.map(\.position.line) == [4])
        let lines = String(decoding: trial.files["_rejects/part-00000.ndjson"] ?? [], as: UTF8.self)
        #expect(
            lines.contains(#""file":"\#(directory.path("second/_rejects/part-00000.ndjson"))","record":0,"line":1,"#)
        )
        #expect(lines.contains(#""original":{"file":"\#(directory.path("input.json"))","record":2,"line":4,"#))
    }

    @Test("rejects a record of which there is only the beginning, and sets it aside as it was")
    func truncated() async throws {
        let large = "{\"id\":1,\"text\":\"" + String(repeating: "é\u{1F600}", count: 300_000) + "\"}"
        let input = Array("{\"id\":0}\n\(large)\n{\"id\":2}\n".utf8)
        let directory = try TemporaryDirectory()
        _ = try await Self.rejected(input, in: directory)
        let trial = try await Self.replay(in: directory)
        #expect(trial.text == "{\"id\":0}\n{\"id\":2}\n")
        let reject = try #require(try trial.rejects.first)
        #expect(
            reject.isTruncated == true && reject.length == large.utf8.count && reject.errors[0].code == "raw-truncated"
        )
        #expect(reject.bytes == Array(large.utf8.prefix(1 << 20)))
        let message = try #require(trial.diagnostics.first?.message)
        #expect(message == "the reject has only the first 1,048,576 of the record's 1,800,018 bytes")
        let failing = try await Self.replay(in: directory) { $0.errorPolicy = .fail }
        #expect(failing.error?.kind == .data)
        #expect(failing.error?.message.contains("part-00000.ndjson:2:1: record 1: the reject has only") == true)
    }

    @Test("counts rejects that are no records, up to where it stops", arguments: [nil, 1, 3])
    func leftOut(limit: Int?) async throws {
        let directory = try TemporaryDirectory()
        let input = Array("abc\n{\"id\":1}\nxx xx\n[{}}, {\"id\":2}]\n{\"id\":3} \u{0}\n".utf8)
        let first = try await Self.rejected(input, in: directory)
        let all = try first.rejects
        let trial = try await Self.replay(in: directory) { $0.recordLimit = limit }
        let last = limit.map { limit in all.indices.filter { all[$0].record != nil }[limit - 1] } ?? all.endIndex
        let expected = all[..<last].count { $0.record == nil }
        #expect(trial.report?.rejectsLeftOut == expected && all.contains { $0.record == nil })
        #expect(trial.warnings.contains { $0.hasPrefix("\(expected) reject") && $0.contains("left out: ") })
        #expect(trial.report?.recordsSeen == limit ?? all.count { $0.record != nil })
        #expect(trial.report?.json().contains("\"rejects_left_out\":\(expected),") == true)
        let manifest = String(decoding: trial.files[PartName.manifest] ?? [], as: UTF8.self)
        #expect(manifest.contains("\"rejects_left_out\":\(expected),") && manifest.contains("\"replay\":true"))
    }

    @Test("continues where it was interrupted, and publishes what an undisturbed replay does")
    func resume() async throws {
        let directory = try TemporaryDirectory()
        let records = (0..<400).map { $0 % 9 == 4 ? "{\"id\":\($0)" : "{\"id\":\"\($0)\",\n\"x\":[{}]}" }
        _ = try await Self.rejected(Array(("[" + records.joined(separator: ",") + "]").utf8), in: directory)
        let run = { (events: Int?) in
            try await Self.replay(
                schema: #"{"properties":{"id":{"maxLength":2}}}"#,
                in: directory,
                cancelledAfter: events
            ) {
                ($0.chunkSize, $0.checkpointInterval, $0.existingOutput) = (200, .zero, .resume)
                $0.smallPartSize = 500
            }
        }
        let reference = try await run(nil)
        var resumed: Set<Int> = []
        for events in stride(from: 2, to: 120, by: 9) {
            try FileManager.default.removeItem(atPath: directory.path("out"))
            let first = try await run(events)
            guard first.error?.kind == .interrupted else { continue }
            let second = try await run(nil)
            resumed.insert(second.report?.resumedRecords ?? -1)
            #expect(second.outcome.files == reference.outcome.files)
            #expect(second.outcome.figures == reference.outcome.figures)
            #expect(second.report?.rejectsLeftOut == reference.report?.rejectsLeftOut)
        }
        #expect(resumed.count > 3 && !resumed.contains(-1), "\(resumed.sorted())")
        // The same file as records is another input.
        let path = directory.path("first/_rejects/part-00000.ndjson")
        let other = try await IngestionTrial(of: [.file(path)], schema: .items, quarantine: true, in: directory) {
            $0.existingOutput = .resume
        }
        #expect(other.error?.kind == .usage)
    }

    @Test("reads several files and directories, in their order, and their compressed forms")
    func several() async throws {
        let directory = try TemporaryDirectory()
        _ = try await Self.rejected(Array("{\"id\":1}\n{\"id\":2}".utf8), in: directory)
        let file = "first/_rejects/part-00000.ndjson"
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: directory.path(file))))
        try directory.write(CompressedFixture.gzip(bytes), to: "rejects.gz")
        try directory.write("", to: "empty")
        try FileManager.default.createDirectory(
            atPath: directory.path("first/_rejects/inner"),
            withIntermediateDirectories: true
        )
        let names = ["first", "rejects.gz", "first/_rejects", "empty", file]
        let inputs = names.map { InputSource.rejects(directory.path($0)) }
        let trial = try await IngestionTrial(of: inputs, quarantine: true, in: directory)
        #expect(trial.text == String(repeating: "{\"id\":1}\n{\"id\":2}\n", count: 4))
        #expect(trial.report?.inputs.map(\.recordsSeen) == [2, 2, 2, 0, 2])
        #expect(trial.report?.inputs.map { $0.name.hasSuffix(".ndjson") } == [true, false, true, false, true])
        #expect(trial.warnings.count == 3, "\(trial.warnings)")
    }

    @Test("refuses what is not rejects, has none, or is in the output")
    func refusals() async throws {
        let directory = try TemporaryDirectory()
        _ = try await Self.rejected(Array("{\"id\":1}".utf8), in: directory)
        try FileManager.default.createDirectory(atPath: directory.path("none"), withIntermediateDirectories: true)
        let line = #"{"record":1,"errors":[],"raw":"{}"}"# + "\n"
        try directory.write("{\"record\":null,\"errors\":[],\"raw\":\"x\"}\n", to: "strays")
        for (text, place) in [
            ("[]", 1), (line + "{\"id\":1}", 2), (line + line.replacing("{}", with: "{}\n"), 2),
            ("\n\n" + line + "{", 4),
            (#"{"record":"a","errors":[],"raw":"{}"}"#, 1), (#"{"record":1,"errors":[],"raw":null}"#, 1),
            (#"{"record":1,"errors":[],"raw_base64":"%%"}"#, 1), (#"{"record":1,"raw":"{}"}"#, 1),
        ] {
            try directory.write(text, to: "bad")
            let trial = try await Self.replay("bad", in: directory)
            #expect(trial.error?.kind == .input)
            let start = "\(directory.path("bad")):\(place): expected a reject, "
            #expect(trial.error?.message.hasPrefix(start) == true, "\(text): \(trial.error?.message ?? "")")
            #expect(trial.files.isEmpty)
        }
        for (name, message) in [
            ("none", "none contains no rejects"), ("nothing", "nothing: no such file"),
            ("strays", "strays has no records to replay: its only reject is bytes between records"),
        ] {
            let trial = try await Self.replay(name, in: directory)
            #expect(trial.error?.kind == .input)
            #expect(trial.error?.message == directory.path("") + "/" + message)
        }
        let inside = try await IngestionTrial(of: [.rejects(directory.path("first"))], in: directory) { _ in }
        #expect(inside.error == nil)
        let valid = try await Self.replay("out", in: directory)
        #expect(valid.error?.message.contains("out has no rejects: the run published there") == true)
        let located = try await Self.replay(in: directory) { $0.location = RecordLocation("/a") }
        #expect(located.error?.kind == .usage)
    }

    @Test("refuses to replace the directory whose rejects it reads")
    func insideOutput() async throws {
        let directory = try TemporaryDirectory()
        _ = try await Self.rejected(Array("{\"id\":1}".utf8), in: directory)
        try FileManager.default.moveItem(atPath: directory.path("first"), toPath: directory.path("out"))
        for name in ["out", "out/_rejects", "out/_rejects/part-00000.ndjson"] {
            let trial = try await Self.replay(name, in: directory)
            #expect(trial.error?.kind == .usage, "\(name)")
            #expect(trial.error?.message.contains("the input is inside ") == true)
        }
    }

    @Test("as a stream of records")
    func stream() async throws {
        let directory = try TemporaryDirectory()
        _ = try await Self.rejected(Array("[{\"id\":1},[2],{\"id\":3,\"b\":tru},{\"id\":4}]".utf8), in: directory)
        let told = Locked<[Diagnostic]>([])
        let policy = RecordStream.BadRecordPolicy.report { diagnostic in told.withLock { $0.append(diagnostic) } }
        var ids: [Int] = []
        for try await record in RecordStream(.rejects(directory.path("first")), badRecords: policy) {
            ids.append(Int(try record.integer("id")))
        }
        #expect(ids == [1, 4])
        let diagnostics = told.withLock { $0 }
        #expect(diagnostics.map(\.position.line) == [2, 3])
        #expect(diagnostics.map { $0.original?.column } == [11, 27])
        #expect(diagnostics.map(\.message) == ["expected an object, found an array", diagnostics[1].message])
    }
}
