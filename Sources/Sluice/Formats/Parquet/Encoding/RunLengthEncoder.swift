/// Writes levels and dictionary indices as runs, each of one repeated value or of bit-packed values.
///
/// ```
/// 0 0 0 0 0 0 0 0 0 0 1 2 3      with a width of 2
/// 14 00                          10 << 1: ten times the value 0, in one byte
/// 03 39 00                       1 << 1 | 1: one group of eight bit-packed values, padded with zeros
/// ```
enum RunLengthEncoder {
    /// Appends `values`, each of which has at most `width` bits.
    static func append<Value: FixedWidthInteger & BitwiseCopyable>(
        _ values: Span<Value>,
        width: Int,
        to output: inout GrowingBuffer<UInt8>
    ) {
        var index = 0
        // The values from `start` to `index` are to be bit-packed; they are whole groups of eight.
        var start = 0
        while index < values.count {
            let length = runLength(values, from: index)
            guard length >= 8 else {
                index = min(index + 8, values.count)
                continue
            }
            appendPacked(values.extracting(start..<index), width, to: &output)
            append(values[index], count: length, width: width, to: &output)
            index += length
            start = index
        }
        appendPacked(values.extracting(start..<index), width, to: &output)
    }

    /// Appends one value `count` times.
    static func append<Value: FixedWidthInteger>(
        _ value: Value,
        count: Int,
        width: Int,
        to output: inout GrowingBuffer<UInt8>
    ) {
        output.append(varint: UInt64(count) << 1)
        for byte in 0..<(width + 7) / 8 { output.append(UInt8(truncatingIfNeeded: value >> Value(8 * byte))) }
    }

    private static func appendPacked<Value: FixedWidthInteger & BitwiseCopyable>(
        _ values: Span<Value>,
        _ width: Int,
        to output: inout GrowingBuffer<UInt8>
    ) {
        guard !values.isEmpty else { return }
        output.append(varint: UInt64((values.count + 7) / 8) << 1 | 1)
        BitPacking.append(values, width: width, to: &output)
    }

    /// How many times in a row the value at `start` occurs.
    @inline(__always)
    private static func runLength<Value: FixedWidthInteger & BitwiseCopyable>(
        _ values: Span<Value>,
        from start: Int
    ) -> Int {
        let value = values[start]
        var index = start + 1
        while index < values.count, values[index] == value { index += 1 }
        return index - start
    }
}
