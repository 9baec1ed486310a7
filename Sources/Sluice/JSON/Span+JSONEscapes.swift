/// Escapes that lie whole in these bytes, as most do.
extension Span<UInt8> {
    /// Returns the index past the escape whose backslash is at `index`; a surrogate pair's two escapes are one.
    ///
    /// Returns `nil` for an escape that is invalid or cut off: `JSONStringScanner` decides which.
    @inline(__always)
    func endOfWholeEscape(at index: Int) -> Int? {
        guard index + 1 < count else { return nil }
        switch self[index + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return index + 2
        case UInt8(ascii: "u"): return endOfWholeCodeUnit(at: index)
        default: return nil
        }
    }

    @inline(__always)
    private func endOfWholeCodeUnit(at index: Int) -> Int? {
        switch codeUnitClass(at: index) {
        case .scalar: index + 6
        case .highSurrogate where codeUnitClass(at: index + 6) == .lowSurrogate: index + 12
        default: nil
        }
    }

    /// Returns the class of the escape at `index`; `nil` if it is not `\u` and four hexadecimal digits.
    @inline(__always)
    private func codeUnitClass(at index: Int) -> CodeUnitClass? {
        guard index + 6 <= count, self[index] == UInt8(ascii: "\\"), self[index + 1] == UInt8(ascii: "u") else {
            return nil
        }
        return CodeUnitClass(hexDigits: littleEndianHalfWord(at: index + 2))
    }
}

/// The classes of UTF-16 code units.
private enum CodeUnitClass {
    case scalar
    case highSurrogate
    case lowSurrogate

    /// Classifies a unit by its four ASCII digits, the first one lowest; `nil` if one is not a hexadecimal digit.
    @inline(__always)
    init?(hexDigits digits: UInt32) {
        // The top bit of each sum shows whether its byte is at least a bound. Bytes over 0x7F spoil their neighbours'
        // sums, but then the result is `nil` in any case.
        let letters = digits | 0x2020_2020
        let fromZero = digits &+ 0x5050_5050
        let overNine = digits &+ 0x4646_4646
        let fromA = letters &+ 0x1F1F_1F1F
        let overF = letters &+ 0x1919_1919
        let isDigit = (fromZero & ~overNine | fromA & ~overF) & ~digits & 0x8080_8080
        guard isDigit == 0x8080_8080 else { return nil }
        // Surrogates are D800 to DFFF; those from DC00 on are low.
        let second = UInt8(truncatingIfNeeded: letters >> 8)
        guard UInt8(truncatingIfNeeded: letters) == UInt8(ascii: "d"), second >= UInt8(ascii: "8") else {
            self = .scalar
            return
        }
        self = second >= UInt8(ascii: "c") ? .lowSurrogate : .highSurrogate
    }
}
