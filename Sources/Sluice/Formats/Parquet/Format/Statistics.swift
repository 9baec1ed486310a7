/// The range of a column chunk's values, which lets readers skip what cannot match (Parquet's `Statistics`).
struct Statistics: Sendable, Equatable {
    /// One end of the range, in plain encoding without a length.
    struct Bound: Sendable, Equatable {
        var bytes: [UInt8]
        /// Whether the bound is itself a value of the column.
        var isExact = true

        /// The number with these bytes, the lowest first.
        var integer: Int64 { (1...8).contains(bytes.count) ? bytes.span.littleEndianInteger : 0 }

        /// The number with these bytes, the highest first.
        var wideInteger: Int128 {
            bytes.dropFirst().reduce(Int128(Int8(bitPattern: bytes.first ?? 0))) { $0 << 8 | Int128($1) }
        }
    }

    var nullCount = 0
    /// `nil` if there are no values, or the bound is unknown.
    var minimum: Bound?
    var maximum: Bound?

    func write(to writer: inout ThriftCompactWriter) {
        writer.field(3, int64: Int64(nullCount))
        if let maximum { writer.field(5, binary: maximum.bytes.span) }
        if let minimum { writer.field(6, binary: minimum.bytes.span) }
        if let maximum { writer.field(7, bool: maximum.isExact) }
        if let minimum { writer.field(8, bool: minimum.isExact) }
    }
}

extension Statistics.Bound {
    /// Longer byte arrays are shortened, to keep the footer small.
    private static let maximumLength = 64

    /// An upper bound of `text`; `nil` if there is none that is short enough.
    static func upper(_ text: Span<UInt8>) -> Self? {
        guard text.count > maximumLength else { return Self(bytes: Array(copying: text)) }
        var bytes = cut(text)
        // A greater last character makes up for what was cut off. In ASCII, and in the last byte of a longer character,
        // the next byte is valid UTF-8 too.
        while let last = bytes.popLast() {
            if last < 0x7E || (0x80..<0xBF).contains(last) {
                bytes.append(last + 1)
                return Self(bytes: bytes, isExact: false)
            }
            // Without its last byte the rest of the character goes as well.
            if last == 0xBF { while let byte = bytes.popLast(), byte & 0xC0 == 0x80 {} }
        }
        return nil
    }

    /// A lower bound of `text`.
    static func lower(_ text: Span<UInt8>) -> Self {
        guard text.count > maximumLength else { return Self(bytes: Array(copying: text)) }
        return Self(bytes: cut(text), isExact: false)
    }

    /// The longest prefix of the text that is within the limit and ends between two scalars.
    private static func cut(_ text: Span<UInt8>) -> [UInt8] {
        var end = maximumLength
        while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
        return Array(copying: text.extracting(first: end))
    }
}
