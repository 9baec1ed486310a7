import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("status journal")
struct StatusJournalTests {
    private let figures = StatusFigures(seconds: 1.5, recordsProcessed: 997, recordsRejected: 3)

    @Test("tells of runs in the order of their beginnings")
    func runs() throws {
        let directory = try TemporaryDirectory()
        let first = try directory.journal()
        let second = try directory.journal()
        try first.append(.running(input: "a\"\n\u{1F600}.json"))
        try second.append(.running(input: "b.json"))
        try second.append(.failed(figures, message: "the disk is full"))
        try first.append(.completed(figures))

        let history = try StatusHistory(directory: FilePath(directory.url.path))
        #expect(history.unreadableLineCount == 0)
        #expect(history.runs.map(\.run) == [first.run, second.run])
        #expect(history.runs.map(\.status) == [.completed, .failed])
        #expect(history.runs.map(\.input) == ["a\"\n\u{1F600}.json", "b.json"])
        #expect(history.runs.map(\.errorMessage) == [nil, "the disk is full"])
        #expect(history.runs.map(\.seconds) == [1.5, 1.5])
        #expect(history.runs.map(\.recordsProcessed) == [997, 997])
        #expect(history.runs.map(\.recordsRejected) == [3, 3])
        #expect(history.runs[0].stage == "Data Ingestion")
    }

    @Test("says of a run that was interrupted that it was")
    func interrupted() throws {
        let directory = try TemporaryDirectory()
        let journal = try directory.journal()
        try journal.append(.running(input: "a"))
        try journal.append(.interrupted(figures, message: "interrupted; nothing was published"))
        let run = try StatusHistory(directory: FilePath(directory.url.path)) { _ in nil }.runs.last
        #expect(run?.status == .interrupted && run?.errorMessage == "interrupted; nothing was published")
        #expect(run?.seconds == figures.seconds && run?.completedAt != nil)
    }

    @Test("is lines of compact JSON with the columns' own names")
    func lines() throws {
        let directory = try TemporaryDirectory()
        let journal = try directory.journal()
        try journal.append(.running(input: "a.json"))
        try journal.append(.completed(figures))
        let text = try String(contentsOfFile: directory.path("_status.ndjson"), encoding: .utf8)
        let time = #/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z/#
        #expect(journal.run.wholeMatch(of: #/[0-9a-f]{16}/#) != nil)
        let head = #"{"run":"\#(journal.run)","stage":"Data Ingestion","status":"#
        #expect(
            text.replacing(time, with: "T")
                == head + #""running","started_at":"T","input":"a.json"}"# + "\n"
                + head + #""completed","completed_at":"T","execution_time_seconds":1.5,"#
                + #""records_processed":997,"records_rejected":3}"# + "\n"
        )
    }

    @Test("a torn line is passed over, and does not swallow the next")
    func tornLine() throws {
        let directory = try TemporaryDirectory()
        let journal = try directory.journal()
        try journal.append(.running(input: "a.json"))
        let whole = try Data(contentsOf: directory.url.appending(path: "_status.ndjson"))
        for cut in 1..<whole.count - 1 {
            try directory.write(whole.prefix(cut), to: "_status.ndjson")
            let torn = try StatusHistory(directory: FilePath(directory.url.path))
            #expect(torn.runs.isEmpty)
            #expect(torn.unreadableLineCount == 1)
            try journal.append(.completed(figures))
            let history = try StatusHistory(directory: FilePath(directory.url.path))
            #expect(history.runs.map(\.status) == [.completed])
            #expect(history.unreadableLineCount == 1)
        }
    }

    @Test(
        "lines that are not events are passed over",
        arguments: [
            "", "{}", "[]", "null", "\"run\"", "{\"run\":1}", "[{\"run\":\"x\"}]", "{\"run\":\"x\"} {}", "\u{0}",
        ]
    )
    func foreignLine(line: String) {
        let history = StatusHistory(lines: Array((line + "\n{\"run\":\"a\",\"status\":\"failed\"}\n").utf8))
        #expect(history.runs.map(\.run) == ["a"])
        #expect(history.unreadableLineCount == (line.isEmpty ? 0 : 1))
    }

    @Test("a directory that is no longer there is an error of the output")
    func missingDirectory() throws {
        let directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: directory.path("gone"), withIntermediateDirectories: true)
        let journal = try directory.journal(in: "gone")
        try FileManager.default.removeItem(atPath: directory.path("gone"))
        let error = #expect(throws: IngestionError.self) { try journal.append(.running(input: "a")) }
        #expect(error?.kind == .output)
        #expect(error?.message.contains("No such file or directory") == true)
    }

    @Test(
        "days and times as the calendar has them",
        arguments: [
            (0, "1970-01-01T00:00:00.000007Z"), (951_782_400, "2000-02-29T00:00:00.000007Z"),
            (1_709_642_096, "2024-03-05T12:34:56.000007Z"), (4_102_444_799, "2099-12-31T23:59:59.000007Z"),
            (-1, "1969-12-31T23:59:59.000007Z"), (-86_400, "1969-12-31T00:00:00.000007Z"),
        ]
    )
    func timestamp(seconds: Int, text: String) {
        #expect(UTCTimestamp(seconds: seconds, microseconds: 7).description == text)
    }

    @Test("sluice status shows a table, or an array")
    func command() throws {
        let directory = try TemporaryDirectory()
        let journal = try directory.journal()
        try journal.append(.running(input: "a.json"))
        try journal.append(.failed(figures, message: "the disk\nis full"))
        try FileHandle(forWritingTo: directory.url.appending(path: "_status.ndjson")).append("{\"ru")

        let table = try SluiceBinary.run(["status", directory.url.path])
        #expect(table.status == 0)
        #expect(table.text.contains("failed"))
        #expect(table.text.contains(#"  the disk\u{A}is full"#))
        #expect(table.errors.hasPrefix("warning: 1 line of the journal skipped"))
        let json = try SluiceBinary.run(["status", directory.url.path, "--report", "json"])
        let runs = try #require(JSONSerialization.jsonObject(with: json.output) as? [[String: Any]])
        #expect(runs.count == 1)
        #expect(runs[0]["error_message"] as? String == "the disk\nis full")
        #expect(runs[0]["records_rejected"] as? Int == 3)

        let missing = try SluiceBinary.run(["status", directory.path("none")])
        #expect(missing.status == 4)
        #expect(missing.errors.contains("no run has written to"))
    }
}

extension FileHandle {
    fileprivate func append(_ text: String) throws {
        try seekToEnd()
        try write(contentsOf: Data(text.utf8))
        try close()
    }
}
