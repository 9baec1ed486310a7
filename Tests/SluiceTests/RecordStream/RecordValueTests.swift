import TestSupport
import Testing

@testable import Sluice

@Suite("The values of a record")
struct RecordValueTests {
    @Test(
        "integers are numbers with a zero fraction that fit in 64 bits",
        arguments: [
            ("0", 0), ("-0", 0), ("42", 42), ("-7", -7), ("1.0", 1), ("1e2", 100), ("1.50e1", 15), ("100e-2", 1),
            ("9223372036854775807", .max), ("-9223372036854775808", .min), ("9007199254740993", 9_007_199_254_740_993),
            ("0e999999999999999999999", 0), ("0.000", 0), ("9223372036854775808", nil), ("-9223372036854775809", nil),
            ("1.5", nil), ("1e-1", nil), ("1e19", nil), ("1e400", nil), ("\"1\"", nil), ("true", nil), ("null", nil),
            ("[1]", nil), ("{}", nil),
        ] as [(String, Int?)]
    )
    func integers(text: String, value: Int?) async throws {
        let record = try await Record.only("{\"x\":\(text)}")
        #expect((try? record.integer("x")) == value)
        #expect(try record.raw("x") == text)
        guard value == nil else { return }
        let error = #expect(throws: RecordValueError.self) { try record.integer("x") }
        #expect(error?.offset == 5)
    }

    @Test(
        "doubles are nearest to the number's text, and finite",
        arguments: [
            ("1", 1), ("0.1", 0.1), ("-0", -0.0), ("1e308", 1e308), ("5e-324", .leastNonzeroMagnitude),
            ("9007199254740993", 9_007_199_254_740_992),
            ("127.50", 127.5), ("1e-400", 0), ("1e400", nil), ("-1e309", nil), ("\"1\"", nil), ("false", nil),
            ("null", nil),
        ] as [(String, Double?)]
    )
    func doubles(text: String, value: Double?) async throws {
        let record = try await Record.only("{\"x\": \(text) }")
        #expect((try? record.double("x"))?.bitPattern == value?.bitPattern)
    }

    @Test(
        "strings have their escapes resolved",
        arguments: [
            (#""""#, ""), (#""a""#, "a"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9é""#, "éé"),
            (#""\ud83d\ude00😀""#, "😀😀"), (#""\u0000""#, "\0"), ("1", nil), ("null", nil), ("[\"a\"]", nil),
        ] as [(String, String?)]
    )
    func strings(text: String, value: String?) async throws {
        let record = try await Record.only("{\"x\":\(text)}")
        #expect((try? record.string("x")).map { Array($0.utf8) } == value.map { Array($0.utf8) })
    }

    @Test("strings have their escapes resolved in each of many records, short and long")
    func stringsOfMany() async throws {
        let directory = try TemporaryDirectory()
        let values = (0..<200).map { number in
            String(repeating: number % 3 == 0 ? "a\tb" : "é", count: number) + (number % 5 == 0 ? "\"" : "")
        }
        let lines = values.map { value in
            let escaped = value.replacing("\t", with: #"\t"#).replacing("\"", with: #"\""#)
            return "{\"id\":1,\"x\":\"\(escaped)\"}"
        }
        let text = PipelineFixtures.lines(lines)
        var read: [String] = []
        for try await record in RecordStream(contentsOf: try directory.write(Array(text.utf8), to: "input.ndjson")) {
            read.append(try record.string("x"))
            #expect(try record.value("x")?.string() == read.last)
        }
        #expect(read == values)
    }

    @Test("only true and false are truth values", arguments: ["true", "false", "null", "0", "1", "\"true\""])
    func truthValues(text: String) async throws {
        let record = try await Record.only("{\"x\":\(text)}")
        #expect((try? record.bool("x")) == ["true": true, "false": false][text])
        #expect(record.value("x")?.isNull == (text == "null"))
    }

    @Test("fields are found by the bytes of their names, however they are written")
    func names() async throws {
        let record = try await Record.only(#"{"é":1,"\u0061\n":2,"":3,"e\#u{301}":4,"a":5,"z\/":6}"#)
        #expect(
            record.fieldNames.map { Array($0.utf8) } == ["é", "a\n", "", "e\u{301}", "a", "z/"].map { Array($0.utf8) }
        )
        #expect(try record.integer("é") == 1 && record.integer("e\u{301}") == 4)
        #expect(try record.integer("a\n") == 2 && record.integer("") == 3)
        #expect(try record.integer("a") == 5 && record.integer("z/") == 6)
        #expect(record.value("A") == nil)
        let error = #expect(throws: RecordValueError.self) { try record.integer("missing\u{7}") }
        #expect(error?.offset == 0)
        #expect(error?.message.contains("\\u{7}") == true, "a name that is echoed is escaped")
    }

    @Test(
        "nested values are found by JSON Pointers",
        arguments: [
            ("/a/b", "[10,[],{\"c\":null}]"), ("/a/b/0", "10"), ("/a/b/1", "[]"), ("/a/b/2/c", "null"), ("/x~1y", "1"),
            ("/m~0n/", "2"), ("/m~0n/k/1/1", "4"), ("/a/é\n", "\"é\""), ("/arr/2/0", "[7]"), ("/arr/2/0/0", "7"),
            ("/a/b/3", nil), ("/a/b/00", nil), ("/a/b/-", nil), ("/a/b/x", nil), ("/a/b/0/0", nil), ("/a/c", nil),
            ("/b", nil),
            ("", nil), ("a", nil), ("/x/y", nil), ("/x~2y", nil), ("/arr/2/1", nil),
        ] as [(String, String?)]
    )
    func pointers(pointer: String, raw: String?) async throws {
        let record = try await Record.only(
            #"{"a":{"b":[10,[],{"c":null}],"\u00e9\n":"é"},"x/y":1,"m~n":{"":2,"k":[{"1":0},[3,4]]},"arr":[[],{"0":1},[[7]]]}"#
        )
        #expect(record.value(at: pointer)?.raw == raw)
    }

    @Test("the record's own text is the input's, white space included")
    func text() async throws {
        let record = try await Record.only(" [ \n{ \"a\" :\t1 } ]")
        #expect(record.text == "{ \"a\" :\t1 }")
        #expect(record.offset == 4)
    }
}
