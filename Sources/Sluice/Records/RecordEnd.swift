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
        while end > range.lowerBound, bytes[end - 1].isJSONSpace { end -= 1 }
        return end
    }
}

extension UInt8 {
    /// Whether the byte is white space between tokens (RFC 8259, section 2).
    ///
    /// A NUL, say, is not.
    fileprivate var isJSONSpace: Bool {
        switch self {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): true
        default: false
        }
    }
}
