/// Members found by their keys.
extension RecordLayout {
    /// Returns a number that keys of the same length, beginning and end share.
    @inline(__always)
    private static func hash(_ key: Span<UInt8>) -> Int {
        var head: UInt64 = 0
        var tail: UInt64 = 0
        if key.count >= 8 {
            head = key.littleEndianWord(at: 0)
            tail = key.littleEndianWord(at: key.count - 8)
        } else {
            for index in key.indices { head = head << 8 | UInt64(key[index]) }
        }
        let mixed = (head ^ tail &* 31 ^ UInt64(key.count)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 40)
    }

    /// Returns the member with this key, which is given without its quotes, or `nil` for one not known.
    func member(withKey key: Span<UInt8>) -> UInt16? {
        var bucket = Self.hash(key) & (Self.bucketCount - 1)
        while buckets[bucket] != Self.end {
            let candidate = buckets[bucket]
            if bytes(of: keys[Int(candidate)]).hasSameBytes(as: key) { return candidate }
            bucket = (bucket + 1) & (Self.bucketCount - 1)
        }
        return nil
    }

    /// Returns the member whose key begins at `quote`, or `nil` for one not known.
    ///
    /// No known key has a backslash, so a quote that is escaped ends none.
    func member(at quote: Int, in bytes: Span<UInt8>) -> UInt16? {
        guard quote < bytes.count, bytes[quote] == UInt8(ascii: "\"") else { return nil }
        let window = bytes.extracting(first: min(quote + Self.maximumLiteral, bytes.count))
        let end = window.first(UInt8(ascii: "\""), from: quote + 1)
        return end < window.count ? member(withKey: window.extracting(quote + 1..<end)) : nil
    }

    /// Enters the member with this number under its key.
    mutating func enter(_ number: UInt16, key: Span<UInt8>) {
        var bucket = Self.hash(key) & (Self.bucketCount - 1)
        while buckets[bucket] != Self.end { bucket = (bucket + 1) & (Self.bucketCount - 1) }
        buckets[bucket] = number
    }
}
