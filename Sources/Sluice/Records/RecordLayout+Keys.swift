import CSluiceKernels

/// Members found by their keys.
extension RecordLayout {
    /// Returns a number that keys of the same length, beginning and end share: the first and the last eight bytes, the
    /// first one lowest, as far as there are so many.
    @inline(__always)
    private static func hash(_ head: UInt64, _ tail: UInt64, _ count: Int) -> Int {
        let mixed = (head ^ tail &* 31 ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 40) & (bucketCount - 1)
    }

    private static func hash(_ key: Span<UInt8>) -> Int {
        guard key.count <= 8 else {
            return hash(key.littleEndianWord(at: 0), key.littleEndianWord(at: key.count - 8), key.count)
        }
        var head: UInt64 = 0
        for index in key.indices { head |= UInt64(key[index]) << UInt64(8 * index) }
        return hash(head, 0, key.count)
    }

    /// Returns the member with this key, which is given without its quotes, or `nil` for one not known.
    func member(withKey key: Span<UInt8>) -> UInt16? {
        var bucket = Self.hash(key)
        while buckets[bucket] != Self.end {
            let candidate = buckets[bucket]
            if bytes(of: keys[Int(candidate)]).hasSameBytes(as: key) { return candidate }
            bucket = (bucket + 1) & (Self.bucketCount - 1)
        }
        return nil
    }

    /// Enters the member with this number under its key.
    mutating func enter(_ number: UInt16, key: Span<UInt8>) {
        var bucket = Self.hash(key)
        while buckets[bucket] != Self.end { bucket = (bucket + 1) & (Self.bucketCount - 1) }
        buckets[bucket] = number
    }

    /// Returns the member, or its head, that stands where the cursor is and whose key begins at `quote`; `nil` for none.
    ///
    /// No known key has a backslash, so a quote that is escaped ends none.
    @inline(__always)
    func member(at cursor: MemberCursor, quote: Int, in bytes: Span<UInt8>) -> UInt16? {
        guard quote + Self.reach <= bytes.count, bytes[quote] == UInt8(ascii: "\"") else { return nil }
        guard let key = Self.key(at: quote + 1, in: bytes) else { return nil }
        var bucket = key.hash
        while true {
            // SAFETY: a bucket is below the count of them, and holds the number of a member.
            let candidate = unsafe buckets.withUnsafeElements { unsafe $0[bucket] }
            guard candidate != Self.end else { return nil }
            let number = cursor.last == Self.end ? member(candidate).head : candidate
            // One that was only ever the first of a record has no literal for any other place, and the reverse.
            if member(number).length > 0, member(number).keyLength == key.count + 2,
                stands(member(number), at: cursor, in: bytes)
            {
                return number == Self.end ? nil : number
            }
            bucket = (bucket + 1) & (Self.bucketCount - 1)
        }
    }

    /// Returns the length and the hash of the key whose first byte is at `start`; `RecordLayout.reach` bytes follow it.
    @inline(__always)
    private static func key(at start: Int, in bytes: Span<UInt8>) -> (count: UInt32, hash: Int)? {
        // SAFETY: the kernel reads 32 bytes from `start` on, and the loads 8 of the key's own or among these.
        unsafe bytes.withUnsafeBufferPointer { bytes in
            let key = unsafe bytes.baseAddress.unsafelyUnwrapped + start
            var count = unsafe sluice_string_run(key)
            if unsafe count == 32 || key[count] != UInt8(ascii: "\"") {
                let window = min(bytes.count - start, maximumLiteral)
                count = unsafe sluice_find_byte(key, window, UInt8(ascii: "\""))
                guard count < window else { return nil }
            }
            let head = unsafe UnsafeRawPointer(key).loadUnaligned(as: UInt64.self)
            guard count > 8 else {
                let mask = count == 8 ? UInt64.max : 1 << UInt64(8 * count) - 1
                return (UInt32(count), hash(UInt64(littleEndian: head) & mask, 0, count))
            }
            let tail = unsafe UnsafeRawPointer(key + count - 8).loadUnaligned(as: UInt64.self)
            return (UInt32(count), hash(UInt64(littleEndian: head), UInt64(littleEndian: tail), count))
        }
    }
}
