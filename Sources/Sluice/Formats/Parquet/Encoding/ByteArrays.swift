import CSluiceKernels

/// Byte arrays in their plain encoding: each after its length, which takes four bytes.
enum ByteArrays {
    static let lengthSize = 4

    /// Appends a byte array.
    @inline(__always)
    static func append(_ bytes: Span<UInt8>, to output: inout GrowingBuffer<UInt8>) {
        output.reserve(lengthSize + bytes.count)
        // SAFETY: there is room for the length and the bytes after the line above; the two regions are distinct.
        unsafe bytes.withUnsafeBufferPointer { source in
            unsafe output.withUnsafeFreeElements { start in
                let length = UInt32(truncatingIfNeeded: source.count).littleEndian
                unsafe UnsafeMutableRawPointer(start).storeBytes(of: length, as: UInt32.self)
                if let text = source.baseAddress { unsafe sluice_copy(start + lengthSize, text, source.count) }
                return lengthSize + source.count
            }
        }
    }

    /// Reads the byte array at `index`, and moves past it.
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
    /// Whether the bytes come before those of `other`, compared as unsigned numbers.
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
