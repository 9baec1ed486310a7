import Testing

@testable import Sluice

@Suite("Inputs that are not JSON in UTF-8")
struct ForeignInputTests {
    /// The header of a file `a.json` in a tar archive, and some of its content.
    private static let tar =
        Array("a.json".utf8) + Array(repeating: 0, count: 251) + Array("ustar\0".utf8) + Array(repeating: 0, count: 249)
        + Array("[{}]".utf8)

    /// `[{}]` and the like in other encodings.
    @Test(
        "are named",
        arguments: [
            ([], "is empty"), (Array(" \r\n\t ".utf8), "white space"), ([0xEF, 0xBB, 0xBF], "white space"),
            ([0xEF, 0xBB, 0xBF, 0x0A], "white space"),
            ([0xFE, 0xFF, 0x00, 0x5B], "UTF-16"), ([0xFF, 0xFE, 0x5B, 0x00, 0x7B, 0x00], "UTF-16"),
            ([0x00, 0x5B, 0x00, 0x7B], "UTF-16"), ([0x5B, 0x00, 0x7B, 0x00], "UTF-16"), ([0x5B, 0x00], "UTF-16"),
            ([0x00, 0x00, 0xFE, 0xFF, 0x00, 0x00, 0x00, 0x5B], "UTF-32"),
            ([0xFF, 0xFE, 0x00, 0x00, 0x5B, 0x00, 0x00, 0x00], "UTF-32"),
            ([0x00, 0x00, 0x00, 0x5B, 0x00, 0x00, 0x00, 0x7B], "UTF-32"), ([0x5B, 0x00, 0x00, 0x00], "UTF-32"),
            ([0x1F, 0x8B, 0x08, 0x00], "gzip"), ([0x28, 0xB5, 0x2F, 0xFD, 0x04], "zstd"),
            ([0x50, 0x4B, 0x03, 0x04], "zip"), ([0x42, 0x5A, 0x68, 0x39], "bzip2"), (Array("PAR1".utf8), "Parquet"),
            ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz"), ([0x04, 0x22, 0x4D, 0x18, 0x64], "lz4"),
            ([0xFF, 0x06, 0x00, 0x00] + Array("sNaPpY".utf8), "snappy"), ([0x37, 0x7A, 0xBC, 0xAF], "7z"),
            (Array("Obj\u{1}".utf8), "Avro"), (Array("ORC\u{A}".utf8), "ORC"), (Array("ARROW1\0\0".utf8), "Arrow"),
            (Self.tar, "tar"),
            (Array("<xml>".utf8), "'<'"), (Array("nope".utf8), "'n'"), (Array("id,name\n1,a\n".utf8), "'i'"),
            (Array("'a'".utf8), "a single quote"), ([0x01], "0x01"), ([0x7F], "0x7F"), ([0xC3, 0xA9], "0xC3"),
            (Array("]".utf8), "']'"),
        ] as [([UInt8], String)]
    )
    func refused(bytes: [UInt8], noun: String) throws {
        let error = #expect(throws: InputError.self) {
            _ = try InputHead(of: MemorySource(bytes), name: "the input")
        }
        let message = try #require(error?.message)
        #expect(message.hasPrefix("the input "))
        let found = error?.fault?.message ?? message
        #expect(found.contains(noun), "\(found)")
    }

    @Test(
        "are read if they only resemble other formats",
        arguments: [
            "5", "42\n", "\"é\"", "[\u{1F}]", "P\n{}", "ORC export\n{}", "ARROW1 dump\n{}", "Obj 1\n{}",
        ]
    )
    func accepted(text: String) {
        #expect(throws: Never.self) {
            _ = try InputHead(of: MemorySource(text), name: "the input")
        }
    }
}
