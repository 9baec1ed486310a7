import Foundation
import TestSupport
import Testing

@testable import Sluice

@Suite("status journal: what is one", .timeLimit(.minutes(10)))
struct StatusJournalCheckTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func isJournal() throws -> Bool {
        try StatusHistory.isJournal("_status.ndjson", in: try Directory(path: FilePath(directory.url.path)))
    }

    private func isJournal(_ text: String) throws -> Bool {
        try directory.write(text, to: "_status.ndjson")
        return try isJournal()
    }

    /// What runs write, with a name and a message that need escapes and more than a byte a character.
    private func written() throws -> Data {
        let journal = try directory.journal()
        let figures = StatusFigures(seconds: 1.5, recordsProcessed: 997, recordsRejected: 3)
        try journal.append(.running(input: "a\"\n\u{1F600}.json"))
        try journal.append(.failed(figures, message: "\u{1F600}"))
        return try Data(contentsOf: directory.url.appending(path: "_status.ndjson"))
    }

    @Test("is what runs write, cut off anywhere, with and without a line after the cut")
    func everyCut() throws {
        let whole = try written()
        for cut in 0...whole.count {
            try directory.write(whole.prefix(cut), to: "_status.ndjson")
            #expect(try isJournal(), "cut at \(cut)")
            try directory.write(whole.prefix(cut) + Data("\n".utf8) + whole, to: "_status.ndjson")
            #expect(try isJournal(), "cut at \(cut), and continued")
            // The power was cut: the file has its length, and zeros where it was not synced.
            try directory.write(whole.prefix(cut) + Data(count: 9), to: "_status.ndjson")
            #expect(try isJournal(), "cut at \(cut), and zeros")
            try directory.write(whole.prefix(cut) + Data(count: 9) + Data("\n".utf8) + whole, to: "_status.ndjson")
            #expect(try isJournal(), "cut at \(cut), and zeros, and continued")
        }
    }

    @Test(
        "is not what has another line",
        arguments: [
            "x", "{\"run\" :", "{ \"run\":", "{\"ru\"", "{}", "[]", "{\"run\":1}", "{\"runs\":\"0123456789abcdef\"}",
            "{\"run\":\"0123456789abcdeg\"}", "{\"run\":\"0123456789abcde\"}", "{\"run\":\"0123456789abcdef0\"}",
            "{\"run\":\"0123456789abcdef\"}}", "{\"run\":\"0123456789abcdef\",}", " ", "\r", "\u{0}{}",
        ]
    )
    func foreignLine(line: String) throws {
        let event = #"{"run":"0123456789abcdef","status":"running"}"# + "\n"
        #expect(try isJournal(event))
        #expect(try !isJournal(line))
        #expect(try !isJournal(line + "\n" + event))
        #expect(try !isJournal(event + line + "\n" + event))
    }

    @Test("is an empty file, and none that is missing, large or has a line over a mebibyte")
    func sizes() throws {
        #expect(try !isJournal())
        #expect(try isJournal(""))
        let head = #"{"run":"0123456789abcdef","input":""#
        #expect(try isJournal(head + String(repeating: "x", count: 1 << 20 - head.utf8.count)))
        #expect(try !isJournal(head + String(repeating: "x", count: 1 << 20 - head.utf8.count + 1)))
        #expect(try isJournal(""))
        try directory.extend("_status.ndjson", to: 4 << 30)
        #expect(try !isJournal())
        try directory.extend("_status.ndjson", to: 8 << 30)
        #expect(try !isJournal())
    }

    @Test("is a regular file", arguments: ["pipe", "directory", "/dev/zero", "/dev/null", "elsewhere"])
    func irregular(kind: String) throws {
        try directory.write("", to: "elsewhere")
        try directory.make(kind, at: "_status.ndjson")
        #expect(try !isJournal())
    }
}
