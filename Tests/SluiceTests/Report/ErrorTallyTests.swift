import Testing

@testable import Sluice

@Suite("Errors by code and field")
struct ErrorTallyTests {
    private static func violation(_ pointer: String, _ code: ErrorCode = .syntax) -> Violation {
        Violation(code: code, instanceLocation: pointer, message: "", offset: 0)
    }

    private static func position(_ record: Int) -> RecordPosition {
        RecordPosition(record: record, line: record + 1, column: 1, offset: record * 10)
    }

    @Test("are counted by kind, with the first of each, in the order of the first")
    func counting() {
        var tally = ErrorTally()
        for (record, pointer) in ["/b", "/a", "/b", "/b", "/a"].enumerated() {
            tally.add(Self.violation(pointer), at: Self.position(record), in: "a.json")
        }
        tally.add(Self.violation("/a", .utf8), at: Self.position(5), in: "a.json")
        #expect(tally.summaries.map(\.field) == ["/b", "/a", "/a"])
        #expect(tally.summaries.map(\.count) == [3, 2, 1])
        #expect(tally.summaries.map(\.first.record) == [0, 1, 5])
    }

    @Test("an element's number does not matter")
    func elements() {
        var tally = ErrorTally()
        for pointer in ["/a/0/b", "/a/17/b", "/a/x1/b", "/a//b"] {
            tally.add(Self.violation(pointer), at: Self.position(0), in: "a.json")
        }
        #expect(tally.summaries.map(\.field) == ["/a/*/b", "/a/x1/b", "/a//b"])
        #expect(tally.summaries.map(\.count) == [2, 1, 1])
    }

    @Test("two spellings of one character are two fields")
    func normalisation() {
        var tally = ErrorTally()
        for pointer in ["/é", "/e\u{301}", "/é"] {
            tally.add(Self.violation(pointer), at: Self.position(0), in: "a.json")
        }
        #expect(tally.summaries.map { Array($0.field.utf8) } == ["/é", "/e\u{301}"].map { Array($0.utf8) })
        #expect(tally.summaries.map(\.count) == [2, 1])
    }

    @Test("no input makes the tally grow without end, and no error is lost from it")
    func limit() {
        var tally = ErrorTally()
        for number in 0..<5_000 { tally.add(Self.violation("/x\(number)y"), at: Self.position(number), in: "a.json") }
        #expect(tally.summaries.count <= 1_001)
        #expect(tally.summaries.reduce(0) { $0 + $1.count } == 5_000)
        #expect(tally.summaries.last?.field == "")
    }
}
