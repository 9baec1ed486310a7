/// Byte arrays in their plain encoding: each behind its length, in four bytes.
enum ByteArrays {
    static let lengthSize = 4

    /// Appends one.
    @inline(__always)
    static func append(_ bytes: Span<UInt8>, to output: inout GrowingBuffer<UInt8>) {
        output.append(littleEndian: UInt32(truncatingIfNeeded: bytes.count))
        output.append(text: bytes)
    }

    /// Reads the one at `index`, and moves past it.
    @inline(__always)
    @_lifetime(copy plain)
    static func read(_ plain: Span<UInt8>, at index: inout Int) -> Span<UInt8> {
        let length = Int(plain.littleEndianHalfWord(at: index))
        let start = index + lengthSize
        index = start + length
        return plain.extracting(start..<index)
    }
}

extension Span<UInt8> {
    /// Whether the bytes come before those of `other`, compared as numbers without a sign.
    @inline(__always)
    func precedes(_ other: Span<UInt8>) -> Bool {
        let shared = Swift.min(count, other.count)
        var index = 0
        while index + 8 <= shared {
            let left = littleEndianWord(at: index)
            let right = other.littleEndianWord(at: index)
            if left != right { return left.byteSwapped < right.byteSwapped }
            index += 8
        }
        while index < shared {
            if self[index] != other[index] { return self[index] < other[index] }
            index += 1
        }
        return count < other.count
    }
}
