import Testing

@testable import Sluice

@Suite("Scans over a span")
struct ByteScanTests {
    @Test("search from the index on, and return the count if nothing is found")
    func fromIndex() {
        let bytes = Array("  \t\"plain text without an end and then\\\n\u{7F}é\"  ".utf8)
        for index in 0...bytes.count + 1 {
            let rest = bytes.dropFirst(index)
            let nonSpace = rest.firstIndex { ![0x20, 0x0A, 0x0D, 0x09].contains($0) } ?? bytes.count
            let special = rest.firstIndex { $0 < 0x20 || $0 > 0x7F || $0 == 0x22 || $0 == 0x5C } ?? bytes.count
            #expect(bytes.span.firstNonSpace(from: index) == nonSpace)
            #expect(bytes.span.firstStringSpecial(from: index) == special)
            #expect(bytes.span.first(0x22, from: index) == rest.firstIndex(of: 0x22) ?? bytes.count)
        }
    }

    @Test("accept no bytes at all")
    func empty() {
        let bytes: [UInt8] = []
        #expect(bytes.span.firstNonSpace(from: 0) == 0)
        #expect(bytes.span.firstStringSpecial(from: 0) == 0)
        #expect(bytes.span.first(0, from: 0) == 0)
        #expect(bytes.span.count(of: 0) == 0)
        #expect(bytes.span.scalarCount() == 0)
        #expect(bytes.span.crc32c(extending: 9) == 9)
    }

    @Test(
        "count scalars like the standard library",
        arguments: ["", "abc", "éé", "日本語", "a😀\u{301}\r\n", "\u{10FFFF}"]
    )
    func scalars(text: String) {
        let long = String(repeating: text, count: 9)
        #expect(Array(long.utf8).span.scalarCount() == long.unicodeScalars.count)
        #expect(Array(long.utf8).span.count(of: 0x61) == long.utf8.count { $0 == 0x61 })
    }
}
