/// The range of a column chunk's values, which lets readers skip what cannot match (Parquet's `Statistics`).
struct Statistics: Sendable, Equatable {
    /// One end of the range, in plain encoding without a length.
    struct Bound: Sendable, Equatable {
        var bytes: [UInt8]
        /// Whether the bound is itself a value of the column.
        var isExact = true

        /// The number with these bytes, lowest first.
        var integer: Int64 {
            guard (1...8).contains(bytes.count) else { return 0 }
            let bits = bytes.enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << UInt64(8 * $1.offset) }
            let shift = 64 - 8 * bytes.count
            return Int64(bitPattern: bits << UInt64(shift)) >> Int64(shift)
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
        // A greater last character makes up for what was cut off. Only ASCII is increased, so the result is valid
        // UTF-8.
        while let last = bytes.popLast() {
            guard last < 0x7E else { continue }
            bytes.append(last + 1)
            return Self(bytes: bytes, isExact: false)
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
