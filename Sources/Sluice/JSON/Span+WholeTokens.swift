import CSluiceKernels

/// Tokens that lie whole in these bytes, in the spelling that machines write.
///
/// Each function returns `nil` for everything else, valid or not: the scanners decide which. This is the inner loop of
/// the general path, so bytes are read unchecked where `tokenRoom` covers them.
extension Span<UInt8> {
    /// The number of bytes that must be available from a token's first byte on.
    ///
    /// Numbers need the most: a sign, seven digits, a point, and the eight-byte word after it, rounded up.
    @inline(__always)
    static var tokenRoom: Int { 24 }

    /// Returns the index past the string that begins at `index` if it is plain ASCII.
    ///
    /// - Safety: `tokenRoom` bytes must be available at `index`.
    @unsafe
    @inline(__always)
    func endOfPlainString(at index: Int) -> Int? {
        let first = index &+ 1
        // SAFETY: sixteen bytes after the quote are within the room.
        var end = unsafe withUnsafeBufferPointer { bytes in
            unsafe first &+ sluice_find_string_special_block(bytes.baseAddress.unsafelyUnwrapped + first)
        }
        if end == first &+ 16 {
            end = firstStringSpecial(from: end)
            guard end < count else { return nil }
        }
        // SAFETY: `end` is among the sixteen bytes, or has been compared with the count.
        return unsafe self[unchecked: end] == UInt8(ascii: "\"") ? end &+ 1 : nil
    }

    /// Returns the index past the number that begins at `index`, and its kind, if it has no exponent.
    ///
    /// - Safety: `tokenRoom` bytes must be available at `index`.
    @unsafe
    @inline(__always)
    func endOfWholeNumber(at index: Int) -> (end: Int, kind: ValueKind)? {
        // SAFETY: the first word begins at most one byte after `index`, the second at most nine; the byte read after
        // the digits of a word is part of the word, as fewer than eight of its bytes are digits.
        let first = unsafe self[unchecked: index] == UInt8(ascii: "-") ? index &+ 1 : index
        let digits = unsafe digitCount(at: first)
        guard digits < 8 else { return endOfLongNumber(from: first) }
        // The zero is checked first: the number of digits is hard to predict.
        if unsafe self[unchecked: first] == UInt8(ascii: "0"), digits > 1 { return nil }
        let end = first &+ digits
        let mark = unsafe self[unchecked: end]
        guard digits > 0 else { return nil }
        guard mark == UInt8(ascii: ".") else { return mark | 0x20 == UInt8(ascii: "e") ? nil : (end, .integer) }
        let decimals = unsafe digitCount(at: end &+ 1)
        guard decimals < 8 else { return endOfLongNumber(from: first) }
        let last = end &+ 1 &+ decimals
        return unsafe decimals == 0 || self[unchecked: last] | 0x20 == UInt8(ascii: "e") ? nil : (last, .decimal)
    }

    /// The same for a number of any length, from the byte after its sign on.
    @inline(never)
    private func endOfLongNumber(from first: Int) -> (end: Int, kind: ValueKind)? {
        guard let number = endOfMantissa(from: first) else { return nil }
        return self[number.end] | 0x20 == UInt8(ascii: "e") ? nil : number
    }

    /// Returns the index past the number that begins at `index`, and its kind, if a byte follows it.
    func endOfAnyNumber(at index: Int) -> (end: Int, kind: ValueKind)? {
        guard let number = endOfMantissa(from: self[index] == UInt8(ascii: "-") ? index + 1 : index) else { return nil }
        guard self[number.end] | 0x20 == UInt8(ascii: "e") else { return number }
        let sign = number.end + 1
        guard sign < count else { return nil }
        let digits = self[sign] == UInt8(ascii: "-") || self[sign] == UInt8(ascii: "+") ? sign + 1 : sign
        let end = endOfDigits(from: digits)
        return end > digits && end < count ? (end, .decimal) : nil
    }

    /// Returns the index past the digits and the fraction, if a byte follows them.
    private func endOfMantissa(from first: Int) -> (end: Int, kind: ValueKind)? {
        var end = endOfDigits(from: first)
        guard end < count, end > first, end == first + 1 || self[first] != UInt8(ascii: "0") else { return nil }
        var kind = ValueKind.integer
        if self[end] == UInt8(ascii: ".") {
            let fraction = end + 1
            end = endOfDigits(from: fraction)
            guard end < count, end > fraction else { return nil }
            kind = .decimal
        }
        return (end, kind)
    }

    private func endOfDigits(from index: Int) -> Int {
        var index = index
        while index < count, self[index] &- UInt8(ascii: "0") < 10 { index += 1 }
        return index
    }

    /// Returns how many of the eight bytes from `index` on are digits, up to the first one that is not.
    @unsafe
    @inline(__always)
    private func digitCount(at index: Int) -> Int {
        // SAFETY: the caller has eight bytes there.
        let word = unsafe UInt64(
            littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
        )
        // A digit's high half is 3, and is still 3 when 6 is added. Only a byte that is not a digit carries, and only
        // into those after it.
        let high = word & 0xF0F0_F0F0_F0F0_F0F0
        let highOfSum = (word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0
        return ((high | highOfSum &>> 4) ^ 0x3333_3333_3333_3333).trailingZeroBitCount &>> 3
    }

    /// Returns the index past the literal that begins at `index`, and its kind.
    ///
    /// - Safety: `tokenRoom` bytes must be available at `index`.
    @unsafe
    @inline(__always)
    func endOfWholeLiteral(at index: Int) -> (end: Int, kind: ValueKind)? {
        // SAFETY: five bytes are within the room.
        let letters = unsafe UInt32(
            littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt32.self)
        )
        // The letters of each word, the first one lowest.
        switch letters {
        case 0x6575_7274: return (index &+ 4, .true)
        case 0x6C6C_756E: return (index &+ 4, .null)
        case 0x736C_6166: return unsafe self[unchecked: index &+ 4] == UInt8(ascii: "e") ? (index &+ 5, .false) : nil
        default: return nil
        }
    }
}
