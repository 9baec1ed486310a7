import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("status journal: runs without an end")
struct StatusJournalResolutionTests {
    private static let names = ["00000000000000aa", "00000000000000bb", "00000000000000cc"]

    private let directory: TemporaryDirectory

    /// Three runs that have begun, the first of which has failed.
    init() throws {
        directory = try TemporaryDirectory()
        let rest = #","status":"running","started_at":"2024-03-05T12:34:56.000000Z"}"#
        let lines = Self.names.map { #"{"run":"\#($0)""# + rest }
        try append(lines + [#"{"run":"00000000000000aa","status":"failed","error_message":"the disk is full"}"#])
    }

    private func append(_ lines: [String]) throws {
        let path = directory.path("_status.ndjson")
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        try directory.write(text + lines.map { $0 + "\n" }.joined(), to: "_status.ndjson")
    }

    private func publish(_ run: String?, isComplete: Bool = true) throws {
        let member = run.map { #""run":"\#($0)","# } ?? ""
        let manifest =
            #"{"manifest_version":2,"complete":\#(isComplete),\#(member)"ended_at":"2024-03-05T12:35:00.000000Z","#
            + #""seconds":4.5,"parts":[{"name":"part"}],"ledger":{"records_written":997,"records_rejected":3}}"#
        try directory.write(manifest + "\n", to: "_manifest.json")
    }

    private func history(liveRun: String? = nil) throws -> StatusHistory {
        try StatusHistory(directory: FilePath(directory.url.path)) { path in
            #expect(path == FilePath(directory.url.path))
            return liveRun
        }
    }

    @Test("are interrupted, except the one that is alive")
    func interrupted() throws {
        #expect(try history().runs.map(\.status) == [.failed, .interrupted, .interrupted])
        #expect(try history(liveRun: Self.names[2]).runs.map(\.status) == [.failed, .interrupted, .running])
        #expect(try history(liveRun: "other").runs.map(\.status) == [.failed, .interrupted, .interrupted])
        #expect(
            try StatusHistory(directory: FilePath(directory.url.path)).runs.map(\.status) == [
                .failed, .running, .running,
            ]
        )
    }

    @Test("are completed where they are what is published")
    func completed() throws {
        try publish(Self.names[1])
        let runs = try history().runs
        #expect(runs.map(\.status) == [.failed, .completed, .interrupted])
        #expect(runs[1].startedAt == "2024-03-05T12:34:56.000000Z")
        #expect(runs[1].completedAt == "2024-03-05T12:35:00.000000Z")
        #expect(runs[1].seconds == 4.5)
        #expect(runs[1].recordsProcessed == 997)
        #expect(runs[1].recordsRejected == 3)
        #expect(runs[1].errorMessage == nil)
        #expect(runs[2].completedAt == nil)
        #expect(try history(liveRun: Self.names[1]).runs.map(\.status) == [.failed, .running, .interrupted])
    }

    @Test("have failed where what is published of them is incomplete")
    func incomplete() throws {
        try publish(Self.names[1], isComplete: false)
        let runs = try history().runs
        #expect(runs.map(\.status) == [.failed, .failed, .interrupted])
        #expect(runs[1].errorMessage == IngestionReport.brokenInput)
        #expect(runs[1].recordsProcessed == 997)
    }

    @Test("a run with an end keeps it, whatever is published")
    func ended() throws {
        try publish(Self.names[0])
        let runs = try history().runs
        #expect(runs.map(\.status) == [.failed, .interrupted, .interrupted])
        #expect(runs[0].errorMessage == "the disk is full")
        try publish(nil)
        #expect(try history().runs.map(\.status) == [.failed, .interrupted, .interrupted])
    }

    @Test("a manifest that cannot be read says nothing", arguments: ["pipe", "/dev/zero", "text", "large"])
    func unreadableManifest(kind: String) throws {
        switch kind {
        case "text": try directory.write("{\"run\":", to: "_manifest.json")
        case "large": try directory.extend("_manifest.json", to: 8 << 30)
        default: try directory.make(kind, at: "_manifest.json")
        }
        #expect(try history().runs.map(\.status) == [.failed, .interrupted, .interrupted])
        let error = #expect(throws: IngestionError.self) { try PublishedRun(directory: FilePath(directory.url.path)) }
        #expect(error?.kind == .input)
    }

    @Test("a run that ends, and one that begins, while the journal is read are what they are")
    func raced() throws {
        let history = try StatusHistory(directory: FilePath(directory.url.path)) { _ in
            try? append([
                #"{"run":"\#(Self.names[1])","status":"completed","records_processed":5}"#,
                #"{"run":"00000000000000dd","status":"running"}"#,
            ])
            return nil
        }
        #expect(history.runs.map(\.status) == [.failed, .completed, .interrupted, .running])
        #expect(history.runs[1].recordsProcessed == 5)
    }

    @Test("are not looked into where all runs have an end")
    func settled() throws {
        try directory.write("{\"run\":\"a\",\"status\":\"completed\"}\n", to: "_status.ndjson")
        _ = try StatusHistory(directory: FilePath(directory.url.path)) { _ in
            Issue.record("no run is without an end")
            return nil
        }
    }

    @Test("are shown so by the command")
    func command() throws {
        try publish(Self.names[1])
        let table = try SluiceBinary.run(["status", directory.url.path])
        #expect(
            table.text == """
                run               status       started                 time  records  rejected  input
                00000000000000aa  failed       2024-03-05T12:34:56Z       -        -         -  -
                  the disk is full
                00000000000000bb  completed    2024-03-05T12:34:56Z  4.50 s      997         3  -
                00000000000000cc  interrupted  2024-03-05T12:34:56Z       -        -         -  -

                """
        )
        let json = try SluiceBinary.run(["status", directory.url.path, "--report", "json"])
        #expect(json.text.hasSuffix("]\n"))
        let runs = try #require(JSONSerialization.jsonObject(with: json.output) as? [[String: Any]])
        #expect(runs.map { $0["status"] as? String } == ["failed", "completed", "interrupted"])
        #expect(runs.map { $0["records_rejected"] as? Int } == [nil, 3, nil])
    }
}
