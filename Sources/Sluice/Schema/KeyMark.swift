/// A key's length and first eight bytes, which distinguish most keys.
struct KeyMark: BitwiseCopyable, Equatable {
    /// The first byte is lowest; a shorter key is followed by zeros.
    let head: UInt64
    let length: UInt32

    /// The mark of the key at `range` in `bytes`, which must not have escapes.
    @inline(__always)
    init(of range: Range<Int>, in bytes: Span<UInt8>) {
        length = UInt32(truncatingIfNeeded: range.count)
        head =
            if range.lowerBound + 8 <= bytes.count {
                bytes.littleEndianWord(at: range.lowerBound) & Self.mask(length: range.count)
            } else {
                Self.head(of: bytes.extracting(range))
            }
    }

    /// Whether the mark holds the whole key, so that keys with equal marks are equal.
    @inline(__always)
    var isWholeKey: Bool { length <= 8 }

    /// A hash for tables of trusted keys: it does not resist keys chosen to collide.
    ///
    /// `rest` is a hash of the bytes of a longer key after its first eight.
    @inline(__always)
    func hash(rest: UInt64) -> UInt64 {
        // The high half of a product depends on all bits of its factors; the constant is 2^64 divided by the golden
        // ratio.
        let product = (head ^ rest.byteSwapped ^ UInt64(length) &<< 56).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }

    @inline(__always)
    private static func mask(length: Int) -> UInt64 {
        length >= 8 ? .max : 1 &<< UInt64(truncatingIfNeeded: 8 &* length) &- 1
    }

    /// The head of a key that has fewer than eight bytes left from its start to the end of the text.
    @inline(never)
    private static func head(of key: Span<UInt8>) -> UInt64 {
        var head: UInt64 = 0
        for index in 0..<min(key.count, 8) { head |= UInt64(key[index]) << UInt64(8 * index) }
        return head
    }
}
