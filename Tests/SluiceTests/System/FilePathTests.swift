import Testing

@testable import Sluice

@Suite("Paths")
struct FilePathTests {
    @Test(
        "are shown whole, with the bytes that are not UTF-8 escaped",
        arguments: [
            (Array("data/é.json".utf8), "data/é.json"), ([0x61, 0xFF, 0x62], #"a\xFFb"#), ([], ""),
            // A sequence cut short, a surrogate, and a byte too many.
            ([0xE2, 0x82, 0x2F], #"\xE2\x82/"#), ([0xED, 0xA0, 0x80], #"\xED\xA0\x80"#),
            ([0xC3, 0xA9, 0xA9], #"é\xA9"#), (Array("a\n".utf8), "a\n"),
        ]
    )
    func shown(bytes: [UInt8], text: String) {
        let path = FilePath(bytes: bytes)
        #expect(path.description == text)
        #expect(path.shown == text.replacing("\n", with: "\\u{A}"))
        #expect((path.text == nil) == text.contains(#"\x"#))
        #expect(path.bytes == bytes)
    }

    @Test("are equal if their bytes are, whatever Unicode says")
    func equality() {
        #expect(FilePath("é") != FilePath("e\u{301}"))
        #expect("a/b" == FilePath("a/b"))
    }

    @Test("have components, a parent and a name by their bytes")
    func parts() {
        let path = FilePath(bytes: Array("/a/./".utf8) + [0xFF] + Array("//=\u{301}".utf8))
        #expect(path.components == ["a", FilePath(bytes: [0xFF]), "=\u{301}"])
        #expect(path.isAbsolute)
        #expect(FilePath("/a/b").parentAndName == ("/a", "b"))
        #expect(FilePath("/a").parentAndName == ("/", "a"))
        #expect(FilePath("/").parentAndName == ("/", ""))
        #expect(FilePath("/").appending("a") == "/a")
        #expect(FilePath("a").appending(FilePath(bytes: [0xFF])).bytes == [0x61, 0x2F, 0xFF])
    }
}
