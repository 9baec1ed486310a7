/// Reads numbers off a list of bytes, and insists on their being there.
struct PlainReader {
    let bytes: [UInt8]
    private(set) var index: Int

    init(_ bytes: [UInt8], from index: Int = 0) {
        self.bytes = bytes
        self.index = index
    }

    var isAtEnd: Bool { index == bytes.count }

    mutating func byte() -> UInt8 {
        expect(index < bytes.count, "the bytes end too early")
        defer { index += 1 }
        return bytes[index]
    }

    mutating func take(_ count: Int) -> [UInt8] {
        expect(count >= 0 && count <= bytes.count - index, "\(count) bytes are asked for, and there are fewer")
        defer { index += count }
        return Array(bytes[index..<index + count])
    }

    /// Takes an unsigned number of `count` bytes, the lowest first.
    mutating func number(_ count: Int) -> UInt64 {
        take(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func varint() -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = byte()
            value |= UInt64(next & 0x7F) << shift
            guard next & 0x80 != 0 else { return value }
            shift += 7
        }
    }

    mutating func zigzag() -> Int64 {
        let value = varint()
        return Int64(bitPattern: value >> 1) ^ -Int64(value & 1)
    }
}
