import Testing

@testable import Sluice

/// What the first bytes of an input are taken for.
@Suite("The head of an input")
struct InputHeadTests {
    @Test(
        "tells how records are framed",
        arguments: [
            (#"[{"a":1},{"a":2}]"#, .array), ("[]", .array), ("[\n]\n", .array), (" [ {} ] ", .array),
            ("[1, 2]", .array),
            ("[1, 2]\n", .array), ("[", .array), ("[{\"a\":1}\n,{\"a\":2}]\n", .array), ("[[1],[2]]", .array),
            ("[nope, {\"a\":1}]", .array), ("[{\"a\":,\n{\"a\":1}]", .array), ("[]]", .array),
            ("{\"a\":1}\n{\"a\":2}\n", .lines), ("{\"a\":1}\n{\"a\":2}", .lines),
            ("{\"a\":1}\r\n{\"a\":2}\r\n", .lines),
            ("\n\n{\"a\":1}\n\n{\"a\":2}\n", .lines), ("{}\n{}\n", .lines), ("{\"a\":1} \t\n {\"a\":2}\n", .lines),
            ("{\"a\":1}", .lines), ("{\"a\":1}\n", .lines), ("{\"a\":1}\n[1]\n2\n", .lines),
            ("{\"a\":1}{\"a\":2}", .concatenated), ("{\"a\":1} {\"a\":2}\n{\"a\":3}", .concatenated),
            ("{\n \"a\": 1\n}\n{\n \"a\": 2\n}\n", .concatenated), ("{\n \"a\": 1\n}", .concatenated),
            ("{\r\n\"a\":1}{\"a\":2}", .concatenated),
        ] as [(String, RecordFraming)]
    )
    func framing(text: String, framing: RecordFraming) throws {
        #expect(try head(text).framing == framing)
        #expect(try head("\u{FEFF}" + text).framing == framing, "behind a byte order mark")
        #expect(try head(" \n\t" + text).framing == framing, "behind white space")
    }

    @Test(
        "does not lose its way over a first record that is bad",
        arguments: [
            ("{\"a\":1,}\n{\"a\":2}\n", .lines), ("{\"a\":1\n{\"a\":2}\n", .lines), ("nope\n{\"a\":2}\n", .lines),
            ("42\n{\"a\":2}\n", .lines), ("\"x\"\n{\"a\":2}\n", .lines), ("null\n", .lines), ("}\n{\"a\":2}\n", .lines),
            ("{\"a\":1} xyz\n{\"a\":2}\n", .lines), ("{\"a\":1}}\n{\"a\":2}\n", .lines),
            ("[1, 2]\n{\"a\":2}\n", .lines),
            ("[1]\n[2]\n", .lines), ("{\"a\":\"b\n{\"a\":2}\n", .lines), ("'a'\n{\"a\":2}\n", .lines),
            ("{\n \"a\": 1,\n}\n{\n \"a\": 2\n}\n", .concatenated),
            ("{\n \"a\" 1\n}\n{\n \"a\": 2\n}\n", .concatenated),
        ] as [(String, RecordFraming)]
    )
    func badFirstRecord(text: String, framing: RecordFraming) throws {
        #expect(try head(text).framing == framing)
    }

    @Test(
        "knows where the records begin and how the first one is written",
        arguments: [
            (#"[{"a":1,"b":{"c":2}}]"#, 1, 1, 2, ["a", "b"]), (" [{}]", 2, 1, 3, []),
            ("\n\n [\n{\"x\":1}]", 4, 3, 3, ["x"]),
            ("\u{FEFF}[{\"a\":1}]", 4, 1, 2, ["a"]), ("{\"a\":1,\"b\":2}\n", 0, 1, 1, ["a", "b"]),
            ("\r\n{\"a\":1}", 2, 2, 1, ["a"]), ("\u{FEFF}\u{20}{\"\\u0061\\n\":1}", 4, 1, 2, ["a\n"]),
            ("{\"a\":1,\"b\" 2,\"c\":3}\n{}", 0, 1, 1, ["a", "b"]), ("nope\n{\"a\":1}", 0, 1, 1, []),
            ("[1,{\"a\":1}]", 1, 1, 2, []),
        ] as [(String, Int, Int, Int, [String])]
    )
    func start(text: String, start: Int, line: Int, column: Int, keys: [String]) throws {
        let head = try head(text)
        #expect(head.start == start)
        #expect(head.firstSeam.offset == start)
        #expect(head.prologue.line == line)
        #expect(head.prologue.column == column)
        #expect(head.keys == keys.map { Array($0.utf8) })
    }

    @Test("looks past white space of any length")
    func longWhiteSpace() throws {
        let space = String(repeating: " \n", count: 1 << 20)
        let head = try head(space + #"[{"a":1}]"#)
        #expect(head.framing == .array)
        #expect(head.start == space.utf8.count + 1)
        #expect(head.prologue.line == 1 + 1 << 20)
        #expect(head.keys == [Array("a".utf8)])
        let spread = "{\"a\":1}" + space + "{\"a\":2}\n"
        #expect(try self.head(spread).framing == .lines)
    }

    @Test("a first record longer than what is looked at is no reason to fail")
    func longFirstRecord() throws {
        let text = String(repeating: "x", count: 2 << 20)
        #expect(try head("[{\"a\":\"\(text)\"},{\"a\":1}]").framing == .array)
        #expect(try head("{\n\"a\":\"\(text)\"}\n{\"a\":1}").framing == .concatenated)
    }

    private func head(_ text: String) throws -> InputHead {
        try InputHead(of: MemorySource(text), name: "input", maximumDepth: 512)
    }
}
