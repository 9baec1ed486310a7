/// Quick looks at a value's text: false is certain (nothing to clean), true is not.
extension Span<UInt8> {
    /// Returns false if this text of a string neither begins nor ends with white space.
    @inline(__always)
    func mayHaveOuterSpace(_ flags: Slot.Flags) -> Bool {
        guard count > 2 else { return false }
        // With escapes the last byte proves nothing: it may be the 0 of `\u0020`.
        return flags.contains(.hasEscapes) || !Self.isPrintableASCII(self[1]) || !Self.isPrintableASCII(self[count - 2])
    }

    /// Returns false if this text of a string is ASCII without any of the 26 letters from `first` on.
    @inline(__always)
    func mayHaveLetters(from first: UInt8, _ flags: Slot.Flags) -> Bool {
        flags.contains(.hasEscapes) || !isASCII(withoutLettersFrom: first)
    }

    /// Returns false if this text of a number has at most `places` decimals and no exponent.
    ///
    /// Rounding would give the double nearest to such a number, which is what it is read as anyway.
    @inline(__always)
    func mayHaveDecimals(beyond places: Int) -> Bool {
        // A longer number may be beyond the range of a double.
        let safeLength = 300
        guard count <= safeLength, let decimals = NumberText.decimalPlaces(self) else { return true }
        return decimals > places
    }

    @inline(__always)
    private static func isPrintableASCII(_ byte: UInt8) -> Bool { byte &- 0x21 < 0x7F - 0x21 }

    /// Returns whether all bytes are ASCII and none is one of the 26 letters from `first` on.
    @inline(__always)
    private func isASCII(withoutLettersFrom first: UInt8) -> Bool {
        guard count >= 8 else { return Self.isASCII(shortWord, withoutLettersFrom: first) }
        var index = 0
        while index + 8 <= count {
            guard Self.isASCII(littleEndianWord(at: index), withoutLettersFrom: first) else { return false }
            index += 8
        }
        // The last eight bytes, some of which may have been checked already.
        return Self.isASCII(littleEndianWord(at: count - 8), withoutLettersFrom: first)
    }

    /// All bytes of a text of fewer than eight, some of them twice.
    @inline(__always)
    private var shortWord: UInt64 {
        switch count {
        case 4...7: UInt64(littleEndianHalfWord(at: 0)) << 32 | UInt64(littleEndianHalfWord(at: count - 4))
        case 1...3: UInt64(self[0]) << 16 | UInt64(self[count >> 1]) << 8 | UInt64(self[count - 1])
        default: 0
        }
    }

    /// The same for eight bytes at once: with each byte below 0x80, no sum carries into the next byte.
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
