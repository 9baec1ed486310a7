import Testing

@testable import Sluice

@Suite("Parquet's encodings")
struct EncodingTests {
    @Test("bits are packed from the lowest one")
    func bitPacking() {
        var output = GrowingBuffer<UInt8>(capacity: 16)
        let values: [UInt8] = [0, 1, 2, 3, 4, 5, 6, 7]
        BitPacking.append(values.span, width: 3, to: &output)
        #expect(Array(copying: output.span) == [0x88, 0xC6, 0xFA])
    }

    @Test("runs, and groups of eight")
    func runLengths() {
        #expect(Self.runLengths([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3], width: 2) == [0x14, 0x00, 0x03, 0x39, 0x00])
        #expect(Self.runLengths(Array(repeating: 300, count: 200), width: 9) == [0x90, 0x03, 0x2C, 0x01])
        #expect(Self.runLengths([], width: 1) == [])
    }

    private static func runLengths(_ values: [UInt32], width: Int) -> [UInt8] {
        var output = GrowingBuffer<UInt8>(capacity: 16)
        RunLengthEncoder.append(values.span, width: width, to: &output)
        return Array(copying: output.span)
    }

    @Test("runs read back, whatever their lengths", arguments: 1...20)
    func runLengthsReadBack(width: Int) {
        var random = SplitMix64(seed: UInt64(width))
        for _ in 0..<50 {
            var values: [UInt32] = []
            while values.count < 300 {
                let value = UInt32(truncatingIfNeeded: random.next() & (1 << UInt64(width) - 1))
                let length = random.next() % 3 == 0 ? Int(random.next() % 40) : 1
                values += Array(repeating: value, count: length)
            }
            values.removeLast(Int(random.next() % 9))
            let bytes = Self.runLengths(values, width: width)
            #expect(ReferenceDecoder(bytes).runLengths(count: values.count, width: width) == values)
        }
    }

    @Test("differences")
    func deltas() {
        let bytes = Self.deltas([7, 5, 3, 1, 2, 3, 4, 5], .int64)
        #expect(
            bytes == [0x80, 0x01, 0x04, 0x08, 0x0E, 0x03, 0x02, 0, 0, 0, 0xC0, 0x3F] + [UInt8](repeating: 0, count: 6)
        )
        #expect(Self.deltas([], .int64) == [0x80, 0x01, 0x04, 0x00, 0x00])
        #expect(Self.deltas([-1], .int32) == [0x80, 0x01, 0x04, 0x01, 0x01])
    }

    private static func deltas(_ values: [Int64], _ type: PhysicalType) -> [UInt8] {
        var output = GrowingBuffer<UInt8>(capacity: 16)
        var encoder = DeltaBinaryPackedEncoder()
        encoder.append(values.span, as: type, to: &output)
        return Array(copying: output.span)
    }

    @Test("differences read back at both ends of the range", arguments: [PhysicalType.int32, .int64])
    func deltasReadBack(type: PhysicalType) {
        var random = SplitMix64(seed: 5)
        let ends: [Int64] = type == .int32 ? [Int64(Int32.min), Int64(Int32.max), 0, -1] : [.min, .max, 0, -1]
        for count in [1, 2, 32, 33, 128, 129, 130, 161, 1_000] {
            for bits in [1, 7, 31, 32, 33, 63, 64] {
                let values = (0..<count).map { _ -> Int64 in
                    if bits == 64 { return ends[Int(random.next() % 4)] }
                    let value = Int64(bitPattern: random.next() & (1 << UInt64(bits) - 1))
                    return type == .int32 ? Int64(Int32(truncatingIfNeeded: value)) : value
                }
                let decoded = ReferenceDecoder(Self.deltas(values, type)).deltas()
                let wrapped = type == .int32 ? decoded.map { Int64(Int32(truncatingIfNeeded: $0)) } : decoded
                #expect(wrapped == values)
            }
        }
    }

    @Test("dictionaries number values in order of occurrence, and report when they are full")
    func dictionaries() {
        var numbers = NumberDictionary(capacity: 3)
        for _ in 0..<2 {
            numbers.begin()
            let indices = [5, 7, 5, -1, 7, 9].map { numbers.index(of: $0) }
            #expect(indices == [0, 1, 0, 2, 1, nil])
        }
        var texts = ByteArrayDictionary(capacity: 10, byteCapacity: 15)
        texts.begin()
        let indices = ["ab", "", "ab", "abc", "d"].map { texts.index(of: $0.utf8.span) }
        #expect(indices == [0, 1, 0, nil, 2])
        #expect(Array(copying: texts.plain.span) == [2, 0, 0, 0, 0x61, 0x62, 0, 0, 0, 0, 1, 0, 0, 0, 0x64])
    }
}

/// Slow and obvious decoders.
struct ReferenceDecoder {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    private mutating func varint() -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = rest.popFirst() {
            value |= UInt64(byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 { break }
        }
        return value
    }

    private mutating func zigzag() -> Int64 {
        let value = varint()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    private mutating func bits(_ count: Int, width: Int) -> [UInt64] {
        let bytes = Array(rest.prefix(count * width / 8))
        rest = rest.dropFirst(count * width / 8)
        return (0..<count).map { index in
            (0..<width).reduce(0) { value, bit in
                let place = index * width + bit
                return value | UInt64(bytes[place / 8] >> UInt8(place % 8) & 1) << UInt64(bit)
            }
        }
    }

    func runLengths(count: Int, width: Int) -> [UInt32] {
        var decoder = self
        var values: [UInt32] = []
        while !decoder.rest.isEmpty {
            let header = Int(decoder.varint())
            if header & 1 == 1 {
                values += decoder.bits(header / 2 * 8, width: width).map { UInt32($0) }
            } else {
                let bytes = decoder.rest.prefix((width + 7) / 8)
                decoder.rest = decoder.rest.dropFirst(bytes.count)
                let value = bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
                values += Array(repeating: value, count: header / 2)
            }
        }
        return Array(values.prefix(count))
    }

    func deltas() -> [Int64] {
        var decoder = self
        let blockSize = Int(decoder.varint())
        let miniblocks = Int(decoder.varint())
        let count = Int(decoder.varint())
        var values = [decoder.zigzag()]
        while values.count < count {
            let least = decoder.zigzag()
            let widths = decoder.rest.prefix(miniblocks)
            decoder.rest = decoder.rest.dropFirst(miniblocks)
            for width in widths where values.count < count {
                for delta in decoder.bits(blockSize / miniblocks, width: Int(width)) {
                    values.append((values.last ?? 0) &+ least &+ Int64(bitPattern: delta))
                }
            }
        }
        return Array(values.prefix(count))
    }
}
