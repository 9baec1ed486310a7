import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("status journal: the file", .timeLimit(.minutes(10)))
struct StatusJournalFileTests {
    private let directory: TemporaryDirectory
    private var journal: String { directory.path("_status.ndjson") }

    init() throws { directory = try TemporaryDirectory() }

    /// The error of reading the journal, which is one of the input, and the message of the command.
    private func refusal() throws -> String {
        let error = #expect(throws: IngestionError.self) { try StatusHistory(directory: FilePath(directory.url.path)) }
        #expect(error?.kind == .input)
        for report in ["text", "json"] {
            let outcome = try SluiceBinary.run(["status", directory.url.path, "--report", report])
            #expect(outcome.status == 4)
            #expect(outcome.text.isEmpty)
            #expect(outcome.errors.contains(error?.message ?? "no message"))
        }
        return error?.message ?? ""
    }

    @Test(
        "that is not a regular file is refused at once",
        arguments: ["pipe", "directory", "/dev/zero", "/dev/tty", "elsewhere", "_status.ndjson"]
    )
    func irregular(kind: String) throws {
        try directory.write("{\"run\":\"a\"}\n", to: "elsewhere")
        try directory.make(kind, at: "_status.ndjson")
        #expect(try refusal() == "cannot read the status journal \(journal): not a regular file")
    }

    @Test("that is larger than 4 GiB is refused")
    func tooLarge() throws {
        try directory.write("{\"run\":\"a\"}\n", to: "_status.ndjson")
        try directory.extend("_status.ndjson", to: 4 << 30 + 1)
        #expect(try refusal() == "cannot read the status journal \(journal): larger than 4 GiB")
    }

    @Test("with a hole of 1 GiB is read without memory for it, and what is around the hole is kept")
    func sparse() throws {
        try directory.write("{\"run\":\"a\"}\n", to: "_status.ndjson")
        try directory.extend("_status.ndjson", to: 1 << 30)
        let file = try FileHandle(forWritingTo: URL(filePath: journal))
        try file.seekToEnd()
        try file.write(contentsOf: Data("\n{\"run\":\"b\"}\n".utf8))
        try file.close()
        let before = ProcessInformation.peakMemoryBytes
        let history = try StatusHistory(directory: FilePath(directory.url.path))
        #expect(ProcessInformation.peakMemoryBytes - before < 512 << 20)
        #expect(history.runs.map(\.run) == ["a", "b"])
        #expect(history.unreadableLineCount == 1)
    }

    @Test("has lines of at most a mebibyte; a longer one counts as one that is unreadable")
    func longLines() throws {
        func line(_ run: String, byteCount: Int) -> String {
            let head = "{\"run\":\"\(run)\",\"input\":\""
            return head + String(repeating: "x", count: byteCount - head.utf8.count - 2) + "\"}"
        }
        let lines = [
            line("a", byteCount: 1 << 20), line("b", byteCount: 1 << 20 + 1), "{\"run\":\"c\"}",
            line("d", byteCount: 5 << 20), line("e", byteCount: 40),
        ]
        try directory.write(lines.joined(separator: "\n"), to: "_status.ndjson")
        var history = try StatusHistory(directory: FilePath(directory.url.path))
        #expect(history.runs.map(\.run) == ["a", "c", "e"])
        #expect(history.unreadableLineCount == 2)
        try directory.write(lines[3], to: "_status.ndjson")
        history = try StatusHistory(directory: FilePath(directory.url.path))
        #expect(history.runs.isEmpty)
        #expect(history.unreadableLineCount == 1)
    }

    /// Runs that begin in order and end later, two at a time, in the other order.
    @Test("of 60,000 runs is read and shown whole")
    func manyRuns() throws {
        let names = (0..<60_000).map { (index: UInt64) in
            String(format: "%016llx", index &* 0x9E37_79B9_7F4A_7C15)
        }
        var text = ""
        for (index, pair) in zip(stride(from: 0, to: names.count, by: 2), names.evenly(in: 2)) {
            for name in pair { text += "{\"run\":\"\(name)\",\"status\":\"running\",\"input\":\"ä\(index)\"}\n" }
            for name in pair.reversed() {
                text += "{\"run\":\"\(name)\",\"status\":\"completed\",\"records_processed\":\(index)}\n"
            }
        }
        try directory.write(text, to: "_status.ndjson")

        let json = try SluiceBinary.run(["status", directory.url.path, "--report", "json"])
        let runs = try #require(JSONSerialization.jsonObject(with: json.output) as? [[String: Any]])
        #expect(runs.map { $0["run"] as? String } == names)
        #expect(runs.allSatisfy { $0["status"] as? String == "completed" })
        #expect(runs.map { $0["records_processed"] as? Int } == names.indices.map { $0 & ~1 })
        let table = try SluiceBinary.run(["status", directory.url.path])
        let lines = table.text.split(separator: "\n")
        #expect(lines.count == names.count + 1)
        #expect(lines[0] == "run               status     started  time  records  rejected  input")
        #expect(lines[2] == "\(names[1])  completed  -           -        0         -  ä0")
        #expect(lines[60_000] == "\(names[59_999])  completed  -           -   59,998         -  ä59998")
    }

    @Test("a line is the same however the file is cut into pieces")
    func everyCut() {
        struct Lines: LineSink {
            var all: [[UInt8]] = []
            mutating func line(_ text: Span<UInt8>) -> Bool {
                all.append(Array(copying: text))
                return true
            }
            mutating func overlongLine() -> Bool { false }
        }
        for text in ["", "\n", "a", "a\n", "ab\n\ncd", "\n\n", "one\ntwo\nthree\n"].map({ Array($0.utf8) }) {
            var expected = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
            if expected.last?.isEmpty == true { expected.removeLast() }
            for cut in 0...text.count {
                var lines = Lines()
                var splitter = LineSplitter()
                #expect(splitter.next(text.span.extracting(first: cut), into: &lines))
                #expect(splitter.next(text.span.extracting(droppingFirst: cut), into: &lines))
                splitter.finish(into: &lines)
                #expect(lines.all == expected, "cut at \(cut)")
            }
        }
    }

    @Test("names and texts with escapes are those that they stand for; the last of two members counts")
    func escapes() {
        let line =
            #"{"\u0072un":"\u0061","inpu\u0074":"x\n\uD83D\uDE00","status":"running","status":"failed","#
            + #""input":[1]}"#
        let history = StatusHistory(lines: Array(line.utf8))
        #expect(history.runs.map(\.run) == ["a"])
        #expect(history.runs.map(\.input) == ["x\n\u{1F600}"])
        #expect(history.runs.map(\.status) == [.failed])
    }
}

extension StatusJournalFileTests {
    /// A directory `out` and the working directory beside it, each with a journal where it is given a run.
    private func make(out: String?, workspace: String?) throws {
        for (name, run) in [("out", out), (".out.sluice", workspace)] {
            try FileManager.default.createDirectory(
                atPath: directory.path(name),
                withIntermediateDirectories: true
            )
            if let run { try directory.write("{\"run\":\"\(run)\"}\n", to: name + "/_status.ndjson") }
        }
    }

    private func runs(_ path: String) throws -> [String] {
        try StatusHistory(directory: FilePath(path)).runs.map(\.run)
    }

    @Test("is the one in the working directory where the output directory has none")
    func workspace() throws {
        try make(out: nil, workspace: "b")
        try directory.make("out/.", at: "link")
        let name = directory.url.lastPathComponent
        let paths = ["out", "out/", "out//", "out/.", "./out", "link", "link/", "../\(name)/out"]
        for path in paths { #expect(try runs(directory.path("") + "/" + path) == ["b"], "\(path)") }
        let here = try SluiceBinary.shell("cd '\(directory.path("out"))' && sluice status && sluice status .")
        #expect(here.text.components(separatedBy: "\nb  ").count == 3, "\(here.errors)")

        try make(out: "a", workspace: "b")
        #expect(try runs(directory.path("out")) == ["a"])
    }

    @Test("is found there where the output directory is missing", arguments: ["out", "out/", "./out//"])
    func missingOutput(path: String) throws {
        try make(out: nil, workspace: "b")
        try FileManager.default.removeItem(atPath: directory.path("out"))
        #expect(try runs(directory.path("") + "/" + path) == ["b"])
        let outcome = try SluiceBinary.shell("cd '\(directory.url.path)' && sluice status '\(path)' --report json")
        #expect(outcome.text.contains(#"[{"run":"b","#), "\(outcome.errors)")
    }

    @Test("is refused there, too, where it is not a regular file")
    func irregularInWorkspace() throws {
        try make(out: nil, workspace: nil)
        try directory.make("pipe", at: ".out.sluice/_status.ndjson")
        let error = #expect(throws: IngestionError.self) { try runs(directory.path("out")) }
        #expect(error?.message.contains(".out.sluice/_status.ndjson: not a regular file") == true)
    }

    @Test("is missing", arguments: ["out", "/", "none/out", "none/..", "none/.", String(repeating: "x", count: 250)])
    func missing(path: String) throws {
        try make(out: nil, workspace: nil)
        let path = path == "/" ? path : directory.path("") + "/" + path
        let error = #expect(throws: IngestionError.self) { try runs(path) }
        #expect(error?.kind == .input)
        let isThere = FileManager.default.fileExists(atPath: path)
        let reason = isThere ? "it has no _status.ndjson" : "there is no such directory"
        #expect(error?.message == "no run has written to \(path): \(reason)")
    }
}

extension Array {
    /// The elements in groups of `count`.
    fileprivate func evenly(in count: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
    }
}
