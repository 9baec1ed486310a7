/// Quick looks at the inside of a string: "there is nothing to clean" is certain, "there may be" is not.
extension Span<UInt8> {
    /// Returns false if the string neither begins nor ends with white space.
    @inline(__always)
    func mayHaveOuterSpace(hasEscapes: Bool) -> Bool {
        guard count > 0 else { return false }
        // With escapes the last byte tells nothing: it may be the 0 of `\u0020`.
        return hasEscapes || !Self.isPrintableASCII(self[0]) || !Self.isPrintableASCII(self[count - 1])
    }

    @inline(__always)
    private static func isPrintableASCII(_ byte: UInt8) -> Bool { byte &- 0x21 < 0x7F - 0x21 }

    /// Returns whether all bytes are ASCII and none is one of the 26 letters from `first` on.
    @inline(__always)
    func isASCII(withoutLettersFrom first: UInt8) -> Bool {
        var index = 0
        while index + 8 <= count {
            guard Self.isASCII(littleEndianWord(at: index), withoutLettersFrom: first) else { return false }
            index += 8
        }
        while index < count {
            guard self[index] < 0x80, self[index] &- first >= 26 else { return false }
            index += 1
        }
        return true
    }

    /// The same of eight bytes at once: with each byte below 0x80, no sum reaches into the next one.
    @inline(__always)
    private static func isASCII(_ word: UInt64, withoutLettersFrom first: UInt8) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highBits = ones &* 0x80
        guard word & highBits == 0 else { return false }
        let isFirstOrBeyond = word &+ ones &* UInt64(0x80 - first)
        let isBeyondLast = word &+ ones &* UInt64(0x80 - first - 26)
        return isFirstOrBeyond & ~isBeyondLast & highBits == 0
    }
}
