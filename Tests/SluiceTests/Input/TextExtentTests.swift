import Testing

@testable import Sluice

@Suite("Lines and columns")
struct TextExtentTests {
    @Test(
        "counts line feeds, and the scalars after the last one",
        arguments: [
            ("", 1, 1), ("a", 1, 2), ("\n", 2, 1), ("a\nb", 2, 2), ("a\r\nb", 2, 2), ("\r", 1, 2), ("\t\t", 1, 3),
            ("é", 1, 2), ("日本\n語", 2, 2), ("😀😀", 1, 3), ("e\u{301}", 1, 3), ("\n\n\n", 4, 1), ("\u{2028}", 1, 2),
            ("0123456789abcdef0123456789abcdef", 1, 33), ("0123456789abcdef\n0123456789abcdefé", 2, 18),
        ] as [(String, Int, Int)]
    )
    func extents(text: String, line: Int, column: Int) {
        let extent = TextExtent(of: Array(text.utf8))
        #expect(extent.line == line)
        #expect(extent.column == column)
    }

    @Test("is the same for any pieces of the text")
    func everyCut() {
        let bytes = Array("é1\r\n\n日本語 text\t\n😀\u{301}end".utf8)
        let whole = TextExtent(of: bytes)
        for cut in 0...bytes.count {
            for second in cut...bytes.count {
                var extent = TextExtent(of: Array(bytes[..<cut]))
                extent.append(TextExtent(of: Array(bytes[cut..<second])))
                extent.append(TextExtent(of: Array(bytes[second...])))
                #expect(extent == whole, "cut at \(cut) and \(second)")
            }
        }
    }
}
