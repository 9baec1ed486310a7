/// Loads and comparisons of several bytes at once.
extension Span<UInt8> {
    /// Returns the eight bytes from `index` on, the first one lowest.
    @inline(__always)
    func littleEndianWord(at index: Int) -> UInt64 {
        precondition(index >= 0 && index + 8 <= count, "a word must end within the span")
        // SAFETY: the bounds are checked above.
        return UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self))
    }

    /// Returns the four bytes from `index` on, the first one lowest.
    @inline(__always)
    func littleEndianHalfWord(at index: Int) -> UInt32 {
        precondition(index >= 0 && index + 4 <= count, "a word must end within the span")
        // SAFETY: the bounds are checked above.
        return UInt32(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt32.self))
    }

    /// Returns whether both hold the same bytes.
    ///
    /// Bytes are compared, not text: two spellings of one character differ.
    @inline(__always)
    func hasSameBytes(as other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        var index = 0
        while index + 8 <= count {
            guard littleEndianWord(at: index) == other.littleEndianWord(at: index) else { return false }
            index += 8
        }
        while index < count {
            guard self[index] == other[index] else { return false }
            index += 1
        }
        return true
    }
}
