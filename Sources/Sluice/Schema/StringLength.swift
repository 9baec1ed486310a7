/// A bound on the length of strings, in Unicode code points: `minLength` or `maxLength`.
struct StringLength: ValueTest {
    /// The longest spelling of a code point, two `\uXXXX` escapes, in bytes.
    private static let longestCodePoint = 12

    let range: ClosedRange<Int>

    var kinds: ValueKind.Set { ValueKind.Set(.string) }

    @inline(__always)
    func accepts(_ text: Span<UInt8>, _ kind: ValueKind, hasEscapes: Bool, _ scratch: inout ValueScratch) -> Bool {
        let content = text.extracting(1..<text.count - 1)
        // Most strings are so far from the bound that their byte count decides.
        let least = (content.count + Self.longestCodePoint - 1) / Self.longestCodePoint
        if range.lowerBound <= least, range.upperBound >= content.count { return true }
        return range.contains(JSONString.scalarCount(content))
    }
}
