import Testing

@testable import Sluice

@Suite("Places to cut the input")
struct RecordCutterTests {
    @Test("in an array: past the comma before an object that opens with the first record's key")
    func array() {
        let cutter = RecordCutter(framing: .array, openingKey: Array("id".utf8))
        let text = #"{"id":1}, {"id":2},{ "id":3,"x":[{"id":4},{"y":5}]}"#
        #expect(cutter.cut(in: Array(text.utf8), from: 0) == 9)
        #expect(cutter.cut(in: Array(text.utf8), from: 9) == 9)
        #expect(cutter.cut(in: Array(text.utf8), from: 10) == 19)
        // No object after this begins with the key: any object will do.
        #expect(cutter.cut(in: Array(text.utf8), from: 20) == 42)
        #expect(cutter.cut(in: Array(text.utf8), from: 43) == nil)
    }

    @Test("in an array: wherever an object follows another one, if no key is known")
    func arrayWithoutKey() {
        let cutter = RecordCutter(framing: .array, openingKey: nil)
        #expect(cutter.cut(in: Array(#"1,{"a":1},{},{"b":2}"#.utf8), from: 0) == 13)
        #expect(cutter.cut(in: Array(#"[1],[2],3"#.utf8), from: 0) == nil)
    }

    @Test("in lines: past a line feed, the one before the target included")
    func lines() {
        let cutter = RecordCutter(framing: .lines, openingKey: Array("id".utf8))
        let bytes = Array("ab\ncd\r\n\nef".utf8)
        let expected = [3, 3, 3, 3, 7, 7, 7, 7, 8, nil, nil]
        for target in 0...bytes.count {
            #expect(cutter.cut(in: bytes, from: target) == expected[target], "from \(target)")
        }
    }

    @Test("in lines: before a record, if there is one")
    func linesBeforeRecord() {
        let cutter = RecordCutter(framing: .lines, openingKey: nil)
        #expect(cutter.cut(in: Array("x\ny\n{}\n[".utf8), from: 0) == 4)
        #expect(cutter.cut(in: Array("x\ny\n{}\n[".utf8), from: 5) == 7)
    }

    @Test("in concatenated values: between two braces")
    func concatenated() {
        let cutter = RecordCutter(framing: .concatenated, openingKey: Array("a".utf8))
        let bytes = Array("{\"a\":{\"b\":1}}\n{\n \"a\" : 2}{\"a\":3}".utf8)
        #expect(cutter.cut(in: bytes, from: 0) == 13)
        #expect(cutter.cut(in: bytes, from: 14) == 25)
        #expect(cutter.cut(in: bytes, from: 26) == nil)
    }

    @Test("never before the target, and always where a record may begin", arguments: PipelineFixtures.all)
    func everyTarget(fixture: PipelineFixture) throws {
        let head = try InputHead(of: MemorySource(fixture.bytes), name: "input")
        let cutter = RecordCutter(framing: head.framing, openingKey: head.openingKey)
        for target in 0...fixture.bytes.count {
            guard let cut = cutter.cut(in: fixture.bytes, from: target) else { continue }
            #expect(cut >= target && cut <= fixture.bytes.count)
            let before = fixture.bytes[cut - 1]
            switch head.framing {
            case .array, .members: #expect(before == UInt8(ascii: ","))
            case .lines: #expect(before == UInt8(ascii: "\n"))
            case .concatenated: #expect(before == UInt8(ascii: "}"))
            }
        }
    }
}
