/// The keyword in which an inferred schema keeps what was seen of the values; it asserts nothing.
enum SchemaEvidence {
    static let keyword = "x-evidence"

    /// Returns the text of a schema without the evidence in it; all other bytes are as they were.
    ///
    /// Only schemas are searched: a field may have the same name, and so may a value in `enum`.
    static func removed(from document: SchemaDocument) -> [UInt8] {
        var ranges: [Range<Int>] = []
        collect(from: document.root, into: &ranges)
        var text: [UInt8] = []
        var copied = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            text += document.bytes[copied..<range.lowerBound]
            copied = range.upperBound
        }
        return text + document.bytes[copied...]
    }

    /// Collects what is to be removed from a schema and from those inside it.
    private static func collect(from schema: SchemaNode, into ranges: inout [Range<Int>]) {
        for (key, value) in schema.members {
            switch key {
            case keyword: ranges.append(value.memberRange)
            case SchemaKeyword.properties.rawValue, SchemaKeyword.definitions.rawValue:
                for (_, inner) in value.members { collect(from: inner, into: &ranges) }
            case SchemaKeyword.items.rawValue: collect(from: value, into: &ranges)
            default: break
            }
        }
    }
}

extension SchemaNode {
    /// The text of a member from its key to the end of its value, with the comma that separates it from the member before
    /// it, or else from the one after it, and the white space up to there.
    fileprivate var memberRange: Range<Int> {
        let bytes = document.bytes
        var start = keyStart
        while start > 0, bytes[start - 1] <= 0x20 { start -= 1 }
        guard bytes[start - 1] != UInt8(ascii: ",") else { return start - 1..<end }
        var end = end
        while bytes[end] <= 0x20 { end += 1 }
        return bytes[end] == UInt8(ascii: ",") ? start..<end + 1 : start..<end
    }
}
