/// Packs small numbers without gaps, the first in the lowest bits (Parquet's order for levels, indices and deltas).
///
/// ```
/// 0 1 2 3 4 5 6 7 with a width of 3
/// 10001000 11000110 11111010      each byte's highest bit first: 2's lower two bits, 1, 0 │ 5's lowest bit, 4, 3, …
/// ```
enum BitPacking {
    /// The smallest number of bits that hold `value`.
    @inline(__always)
    static func width(of value: UInt64) -> Int { UInt64.bitWidth - value.leadingZeroBitCount }

    /// Appends `values`, padded with zeros to a multiple of eight; each has at most `width` bits, which is at most 32.
    static func append<Value: FixedWidthInteger & BitwiseCopyable>(
        _ values: Span<Value>,
        width: Int,
        to output: inout GrowingBuffer<UInt8>
    ) {
        output.reserve((values.count + 7) / 8 * width + 8)
        var buffer: UInt64 = 0
        var filled = 0
        for index in values.indices {
            buffer |= UInt64(truncatingIfNeeded: values[index]) << UInt64(filled)
            filled += width
            while filled >= 8 {
                output.appendReserved(UInt8(truncatingIfNeeded: buffer))
                buffer >>= 8
                filled -= 8
            }
        }
        let missing = (8 - values.count % 8) % 8 * width + filled
        for _ in 0..<missing / 8 {
            output.appendReserved(UInt8(truncatingIfNeeded: buffer))
            buffer >>= 8
        }
    }

    /// Appends 32 values of at most `width` bits, which is at most 64.
    static func append(block values: Span<UInt64>, width: Int, to output: inout GrowingBuffer<UInt8>) {
        guard width > 0 else { return }
        output.reserve(values.count * width / 8 + 8)
        var buffer: UInt64 = 0
        var filled = 0
        for index in values.indices {
            let value = values[index]
            buffer |= value << UInt64(filled)
            filled += width
            guard filled >= 64 else { continue }
            output.appendReserved(littleEndian: buffer)
            filled -= 64
            // The bits of the value that did not fit; none if it just filled the word.
            buffer = filled == 0 ? 0 : value >> UInt64(width - filled)
        }
        while filled > 0 {
            output.appendReserved(UInt8(truncatingIfNeeded: buffer))
            buffer >>= 8
            filled -= 8
        }
    }
}

extension GrowingBuffer<UInt8> {
    /// Adds the eight bytes of a word, for which room has been reserved.
    @inline(__always)
    fileprivate mutating func appendReserved(littleEndian word: UInt64) {
        append(littleEndian: word)
    }

    /// Adds the bytes of a number, lowest first.
    @inline(__always)
    mutating func append<Number: FixedWidthInteger & BitwiseCopyable>(littleEndian number: Number) {
        let size = MemoryLayout<Number>.size
        reserve(size)
        // SAFETY: there is room for the number after the line above.
        unsafe withUnsafeFreeElements { start in
            unsafe UnsafeMutableRawPointer(start).storeBytes(of: number.littleEndian, as: Number.self)
            return size
        }
    }

    /// Adds a non-negative number, seven bits per byte, lowest first (ULEB128).
    mutating func append(varint number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    /// Adds a signed number such that those close to zero are short.
    mutating func append(zigzag number: Int64) {
        append(varint: UInt64(bitPattern: number << 1 ^ number >> 63))
    }
}
