/// Writes integers as the differences between neighbours, packed in groups of 32 with as many bits as each group needs.
///
/// ```
/// 7 5 3 1 2 3 4 5
/// 80 01 04 08 0E      128 values a block, 4 miniblocks, 8 values, the first is 7
/// 03                  the least difference of the block, -2, as a zigzag number
/// 02 00 00 00         bits of each miniblock
/// C0 3F 00 …          the differences minus the least one: 0 0 0 3 3 3 3, padded to 32
/// ```
struct DeltaBinaryPackedEncoder: ~Copyable {
    private static let blockSize = 128
    private static let miniblockSize = 32

    /// The differences of the current block.
    private var deltas = GrowingBuffer<UInt64>(capacity: blockSize)

    /// Appends `values`; differences between values of type `.int32` wrap around at 32 bits.
    mutating func append(_ values: Span<Int64>, as type: PhysicalType, to output: inout GrowingBuffer<UInt8>) {
        output.append(varint: UInt64(Self.blockSize))
        output.append(varint: UInt64(Self.blockSize / Self.miniblockSize))
        output.append(varint: UInt64(values.count))
        output.append(zigzag: values.isEmpty ? 0 : values[0])
        var start = 1
        while start < values.count {
            let end = min(start + Self.blockSize, values.count)
            appendBlock(values.extracting(start - 1..<end), as: type, to: &output)
            start = end
        }
    }

    /// Appends the differences between `values`, the first of which belongs to the previous block.
    private mutating func appendBlock(
        _ values: Span<Int64>,
        as type: PhysicalType,
        to output: inout GrowingBuffer<UInt8>
    ) {
        var least = Int64.max
        deltas.truncate(to: 0)
        for index in 1..<values.count {
            let wide = values[index] &- values[index - 1]
            let delta = type == .int32 ? Int64(Int32(truncatingIfNeeded: wide)) : wide
            least = min(least, delta)
            deltas.append(UInt64(bitPattern: delta))
        }
        let mask: UInt64 = type == .int32 ? UInt64(UInt32.max) : .max
        for index in 0..<deltas.count { deltas[index] = (deltas[index] &- UInt64(bitPattern: least)) & mask }
        // The last miniblock is padded with the least difference.
        while deltas.count % Self.miniblockSize != 0 { deltas.append(0) }
        output.append(zigzag: least)
        appendMiniblocks(to: &output)
    }

    private func appendMiniblocks(to output: inout GrowingBuffer<UInt8>) {
        let deltas = deltas.span
        let widths = output.count
        for _ in 0..<Self.blockSize / Self.miniblockSize { output.append(0) }
        for miniblock in 0..<deltas.count / Self.miniblockSize {
            let start = miniblock * Self.miniblockSize
            let values = deltas.extracting(start..<start + Self.miniblockSize)
            var bits: UInt64 = 0
            for index in values.indices { bits |= values[index] }
            let width = BitPacking.width(of: bits)
            output[widths + miniblock] = UInt8(width)
            BitPacking.append(block: values, width: width, to: &output)
        }
    }
}
