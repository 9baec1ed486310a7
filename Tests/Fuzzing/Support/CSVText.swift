/// The fields of a CSV text, read the slow and obvious way (RFC 4180).
enum CSVText {
    struct Field: Equatable {
        var text: [UInt8] = []
        var isQuoted = false
    }

    /// Returns the lines' fields; `nil` where the text is no CSV, or its last line has no end.
    static func lines(of text: [UInt8]) -> [[Field]]? {
        var lines: [[Field]] = []
        var line: [Field] = []
        var rest = text[...]
        while !rest.isEmpty {
            guard let field = takeField(&rest) else { return nil }
            line.append(field)
            switch rest.popFirst() {
            case UInt8(ascii: ","): continue
            case UInt8(ascii: "\n"):
                lines.append(line)
                line = []
            default: return nil
            }
        }
        return line.isEmpty ? lines : nil
    }

    private static func takeField(_ rest: inout ArraySlice<UInt8>) -> Field? {
        var field = Field()
        guard rest.first == UInt8(ascii: "\"") else {
            field.text = Array(rest.prefix { !",\r\n\"".utf8.contains($0) })
            rest = rest.dropFirst(field.text.count)
            return field
        }
        field.isQuoted = true
        rest.removeFirst()
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") {
                guard rest.first == UInt8(ascii: "\"") else { return field }
                rest.removeFirst()
            }
            field.text.append(byte)
        }
        return nil
    }
}
