import Testing

@testable import Sluice

@Suite("The text of rejects")
struct ReplaySourceTests {
    private static func line(_ raw: String, _ more: String = "") -> String {
        #"{"file":"a.json","record":3,"line":5,"column":2,"offset":40,"errors":[],\#(more)"raw":"\#(raw)"}"# + "\n"
    }

    private static func source(_ text: String) -> ReplaySource {
        ReplaySource(MemorySource(Array(text.utf8)), name: "rejects")
    }

    private static func text(_ source: ReplaySource, _ size: Int = 1 << 20) throws -> String {
        var bytes: [UInt8] = []
        while true {
            let window = try source.window(at: bytes.count, count: size)
            bytes += Array(copying: window.span)
            guard window.count == size else { return String(decoding: bytes, as: UTF8.self) }
        }
    }

    @Test("is that of the records, however it is asked for", arguments: [1, 5, 1 << 20])
    func windows(size: Int) throws {
        let lines = [
            Self.line("{}"), "\r\n", Self.line(#"\n{\"a\":\u0001"#),
            Self.line("{ }", #""key_field":"k","key":"\u00e4","#),
        ]
        let source = Self.source(lines.joined())
        let standIn = #"{"":0,"":0}"#
        #expect(try Self.text(source, size) == "{}\n\(standIn)\n{\"k\":\"\\u00e4\" }\n")
    }

    @Test("is held with its places only as long as it is read")
    func places() throws {
        let count = 5_000
        let text = (0..<count).map { Self.line("{\\\"n\\\":\($0)}") }.joined()
        let source = Self.source(text)
        let whole = try Self.text(source, 4_096)
        let first = try #require(source.records.record(at: 0))
        #expect((first.start, first.line, first.lineOffset) == (0, 1, 0))
        #expect(first.original?.line == 5 && first.original?.record == 3)
        let last = try #require(source.records.record(at: whole.utf8.count - 3))
        #expect(last.line == count)
        source.records.forget(before: last.start)
        #expect(source.records.record(at: last.start)?.line == count)
        #expect(source.records.record(at: last.start - 1) == nil)
    }

    @Test("has no more text than the records have bytes, but for a stand-in that is longer than its record")
    func size() throws {
        let large = String(repeating: "x", count: 10_000)
        let source = Self.source(Self.line(large) + Self.line("{}"))
        let text = try Self.text(source)
        #expect(text.utf8.count == 10_000 + 1 + 3)
        guard case .malformed(let raw) = source.records.record(at: 0)?.content else {
            Issue.record("it is not an object")
            return
        }
        #expect(raw == Array(large.utf8))
    }
}
