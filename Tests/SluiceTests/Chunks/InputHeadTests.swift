import Testing

@testable import Sluice

/// What the first bytes of an input reveal.
@Suite("The head of an input")
struct InputHeadTests {
    @Test(
        "says how records are framed, for cuts",
        arguments: [
            (#"[{"a":1},{"a":2}]"#, .array), (" [ {} ] ", .array), ("[1, 2]", .array), ("[", .array),
            ("[{\"a\":1}\n,{\"a\":2}]\n", .array), ("[[1],[2]]", .array), ("[nope, {\"a\":1}]", .array),
            ("{\"a\":1}\n{\"a\":2}\n", .lines), ("{\"a\":1}\r\n{\"a\":2}\r\n", .lines),
            ("\n\n{\"a\":1}\n\n{\"a\":2}\n", .lines), ("{\"a\":1}\n[1]\n2\n", .lines),
            ("[{\"a\":1}]\n[{\"a\":2}]\n", .lines),
            ("{\"a\":1}{\"a\":2}", .concatenated), ("{\n \"a\": 1\n}\n{\n \"a\": 2\n}\n", .concatenated),
            ("{\n \"a\": 1\n}", .concatenated),
        ] as [(String, RecordFraming)]
    )
    func framing(text: String, framing: RecordFraming) throws {
        #expect(try head(text).framing == framing)
        #expect(try head("\u{FEFF}" + text).framing == framing, "after a byte order mark")
        #expect(try head(" \n" + text).framing == framing, "after white space")
    }

    @Test(
        "copes with a bad first record",
        arguments: [
            ("{\"a\":1,}\n{\"a\":2}\n", .lines), ("nope\n{\"a\":2}\n", .lines), ("42\n{\"a\":2}\n", .lines),
            ("{\"a\":1} xyz\n{\"a\":2}\n", .lines), ("{\"a\":\"b\n{\"a\":2}\n", .lines),
            ("Export of [today] {x=1}\n{\"a\":1}\n{\"a\":2}\n", .lines),
            ("{\n \"a\": 1,\n}\n{\n \"a\": 2\n}\n", .concatenated), ("\0\0\u{1}[{\"a\":1}]", .array),
        ] as [(String, RecordFraming)]
    )
    func badFirstRecord(text: String, framing: RecordFraming) throws {
        #expect(try head(text).framing == framing)
    }

    @Test(
        "knows where the first document may begin, and its first record's first key",
        arguments: [
            (#"[{"a":1,"b":{"c":2}}]"#, 0, 1, 1, "a"), (" [{}]", 1, 1, 2, nil), ("\n\n [\n{\"x\":1}]", 3, 3, 2, "x"),
            ("\u{FEFF}[{\"a\":1}]", 3, 1, 1, "a"), ("\r\n{\"a\":1}", 2, 2, 1, "a"),
            ("{\"\\u0061\":1}", 0, 1, 1, nil), ("nope\n{\"a\":1}", 0, 1, 1, "a"), ("[1,{\"a\":1}]", 0, 1, 1, "a"),
        ] as [(String, Int, Int, Int, String?)]
    )
    func start(text: String, start: Int, line: Int, column: Int, key: String?) throws {
        let head = try head(text)
        #expect(head.start == start)
        #expect(head.firstSeam.offset == start)
        #expect(head.prologue.line == line)
        #expect(head.prologue.column == column)
        #expect(head.openingKey == key.map { Array($0.utf8) })
    }

    @Test("looks past any amount of white space, and many control characters")
    func longWhiteSpace() throws {
        let space = String(repeating: " \n", count: 1 << 20)
        let head = try head(space + #"[{"a":1}]"#)
        #expect(head.framing == .array)
        #expect(head.start == space.utf8.count)
        #expect(head.prologue.line == 1 + 1 << 20)
        #expect(head.openingKey == Array("a".utf8))
        let hole = String(repeating: "\0", count: 1 << 20)
        #expect(try self.head(hole + #"[{"a":1}]"#).beginsWithArray == true)
    }

    @Test("does not fail on a first record longer than what is surveyed")
    func longFirstRecord() throws {
        let text = String(repeating: "x", count: 2 << 20)
        #expect(try head("[{\"a\":\"\(text)\"},{\"a\":1}]").framing == .array)
        #expect(try head("{\n\"a\":\"\(text)\"}\n{\"a\":1}").framing == .concatenated)
    }

    private func head(_ text: String) throws -> InputHead {
        try InputHead(of: MemorySource(text), name: "input")
    }
}

/// How records are recognised after a fault.
@Suite("The shapes of records")
struct RecordShapesTests {
    /// Of the objects `{"id":…,"rows":…}`, `{"id":…,"q":…}` and `{"id":…}`.
    @Test(
        "are learned from the first ones, however the input begins",
        arguments: [
            #"[{"id":1,"rows":[{"id":7,"q":4}]},{"id":2,"rows":[]}]"#,
            #"{"id":1,"rows":[{"id":7,"q":4}]}{"id":2,"rows":[]}"#,
            "{\"id\":1,\"rows\":[{\"id\":7,\"q\":4}]}\n{\"id\":2,\"rows\":[]}",
            // The first record is bad.
            #"[{"id":1,"rows":[{"id":7,"q":4},]},{"id":2,"rows":[{"id":7,"q":4}]}]"#,
            // Its beginning is missing.
            #"7,"q":4},{"id":8,"q":4}]},{"id":2,"rows":[{"id":7,"q":4}]}]"#,
            #"{"id":8,"q":4}],"z":1},{"id":2,"rows":[{"id":7,"q":4}]}]"#,
            "a tool's banner {with [brackets]}\n{\"id\":1,\"rows\":[{\"id\":7,\"q\":4}]}\n",
        ]
    )
    func learning(text: String) throws {
        let shapes = try InputHead(of: MemorySource(text), name: "input").shapes
        #expect(kind(of: ["id", "rows"], shapes) == .record)
        #expect(kind(of: ["id", "q"], shapes) == .inner)
        #expect(kind(of: ["id", "x"], shapes) == .unknown)
    }

    @Test("know optional members, and trees")
    func optional() throws {
        let text = #"[{"id":1,"a":1},{"id":2,"b":1},{"id":3,"a":2,"children":[{"id":4,"a":1}]}]"#
        let shapes = try InputHead(of: MemorySource(text), name: "input").shapes
        #expect(kind(of: ["id", "b", "a"], shapes) == .record)
        #expect(kind(of: ["id", "a"], shapes) == .both)
        #expect(kind(of: ["a", "id"], shapes) == .both, "the order does not matter")
        #expect(kind(of: ["b", "id"], shapes) == .record)
        #expect(kind(of: ["b"], shapes) == .unknown)
    }

    private func kind(of keys: [String], _ shapes: RecordShapes) -> RecordShapes.Kind {
        var shape = ObjectShape()
        for key in keys { shape.append(ObjectShape.key(Array(key.utf8).span, hasEscapes: false)) }
        return shapes.kind(of: shape)
    }
}
