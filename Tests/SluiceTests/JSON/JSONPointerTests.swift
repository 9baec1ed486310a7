import Testing

@testable import Sluice

@Suite("JSON Pointer, RFC 6901")
struct JSONPointerTests {
    @Test(
        "splits a pointer into its reference tokens",
        arguments: [
            ("", []), ("/", [""]), ("/foo", ["foo"]), ("/foo/0", ["foo", "0"]), ("/a~1b", ["a/b"]), ("/m~0n", ["m~n"]),
            ("/~01", ["~1"]), ("/~10", ["/0"]), ("//", ["", ""]), ("/c%d", ["c%d"]), ("/ ", [" "]), ("/é", ["é"]),
            ("/k\"l", ["k\"l"]), ("/a/", ["a", ""]),
        ] as [(String, [String])]
    )
    func tokens(pointer: String, expected: [String]) throws {
        let tokens = try #require(JSONPointer(pointer)?.tokens)
        #expect(tokens == expected.map { Array($0.utf8) })
    }

    @Test(
        "refuses what is not a pointer",
        arguments: ["foo", "a/b", "/~", "/~2", "/a~", "/~/a", "#/a", " /a", "/a~1~"]
    )
    func refused(text: String) {
        #expect(JSONPointer(text)?.tokens == nil)
    }

    @Test(
        "accepts digits without a leading zero as an array index",
        arguments: [
            ("0", 0), ("1", 1), ("10", 10), ("9223372036854775807", Int.max), ("", nil), ("00", nil), ("01", nil),
            ("-1", nil), ("+1", nil), ("1.0", nil), ("a", nil), ("-", nil), (" 1", nil), ("9223372036854775808", nil),
            ("١", nil),
        ] as [(String, Int?)]
    )
    func arrayIndex(token: String, index: Int?) {
        #expect(JSONPointer.arrayIndex(Array(token.utf8)) == index)
    }

    @Test(
        "writes a name as one reference token, and reads it back",
        arguments: [("a", "/a"), ("", "/"), ("a/b", "/a~1b"), ("~", "/~0"), ("~1", "/~01"), ("é\"\n", "/é\"\n")]
    )
    func writing(name: String, token: String) {
        #expect(JSONPointer.token(name) == token)
        #expect(JSONPointer(token)?.tokens == [Array(name.utf8)])
    }

    @Test("writes the token of a key in its source form")
    func keys() {
        let token = JSONPointer.token(forKey: #"a\/b\u007e\n"#.utf8.span)
        #expect(token == "/a~1b~0\n")
    }
}
