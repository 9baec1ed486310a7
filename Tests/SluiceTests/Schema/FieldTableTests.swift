import Testing

@testable import Sluice

@Suite("The table of a schema's fields")
struct FieldTableTests {
    @Test("finds every name, and nothing else", arguments: [0, 1, 2, 3, 7, 8, 100, 5_000])
    func lookup(count: Int) {
        let names = (0..<count).map { Array("field \($0)".utf8) }
        let table = FieldTable(names: names)
        #expect(table.count == count)
        for (index, name) in names.enumerated() {
            #expect(table.index(of: name) == index)
            #expect(table.nameBytes(of: index) == name)
        }
        for name in ["", "field", "field \(count)", "Field 0", "field 0 ", "field 00"] {
            #expect(table.index(of: Array(name.utf8)) == nil, "\(name)")
        }
    }

    @Test("names are bytes: the empty name, prefixes and two spellings of one character are different")
    func bytes() {
        let names = ["", "a", "ab", "abcdefgh", "abcdefghi", "é", "e\u{301}", "a\u{0}", "\"", "\\u0061"].map {
            Array($0.utf8)
        }
        let table = FieldTable(names: names)
        for (index, name) in names.enumerated() {
            #expect(table.index(of: name) == index)
        }
        #expect(table.index(of: Array("E\u{301}".utf8)) == nil)
    }

    @Test("names that begin alike, or differ only in the middle, are found; keys are not read beyond their end")
    func rangesInText() {
        let names = (0..<300).map { Array("https://example.com/\($0)/\(String(repeating: "x", count: $0 % 40))".utf8) }
        let table = FieldTable(names: names)
        for (index, name) in names.enumerated() {
            // Nothing after the key, and something.
            let text = [0x22] + name
            #expect(table.index(of: 1..<text.count, in: text.span) == index)
            #expect(table.index(of: 1..<text.count, in: (text + Array("\": 12345".utf8)).span) == index)
            #expect(table.index(of: 1..<text.count - 1, in: text.span) != index)
        }
    }
}
