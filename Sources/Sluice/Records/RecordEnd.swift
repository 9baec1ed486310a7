/// Where a bad record ends when the white space behind it, and then a comma, are left aside.
///
/// ```
/// {"id" 7}  ,   {…       the comma is the place found; the record ends behind its brace
///         ▲
/// ```
///
/// The record's bytes may come in any cuts.
struct RecordEnd: Sendable {
    /// Just past the last byte that is not white space.
    private var significant: Int
    /// The same; where that byte is a comma, as it was before it.
    private(set) var offset: Int

    /// The end of a record that has no bytes yet.
    init(start: Int) {
        significant = start
        offset = start
    }

    /// Returns the end when the bytes in `range`, of which the first of all stands at `base`, belong to the record too.
    func extended(over bytes: Span<UInt8>, _ range: Range<Int>, base: Int, framing: RecordFraming) -> RecordEnd {
        let end = Self.significantEnd(of: range, in: bytes)
        guard end > range.lowerBound else { return self }
        var extended = RecordEnd(start: base + end)
        if framing == .array, bytes[end - 1] == UInt8(ascii: ",") {
            let before = Self.significantEnd(of: range.lowerBound..<end - 1, in: bytes)
            extended.offset = before > range.lowerBound ? base + before : significant
        }
        return extended
    }

    private static func significantEnd(of range: Range<Int>, in bytes: Span<UInt8>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound {
            switch bytes[end - 1] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): end -= 1
            // Other control characters are what is wrong with the record.
            default: return end
            }
        }
        return end
    }
}
