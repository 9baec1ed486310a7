import Testing

@testable import Sluice

@Suite("Key bytes")
struct KeyHashTests {
    @Test("equal bytes have equal hashes, from every instance")
    func equality() {
        let text = Array("created_at with more than sixteen bytes".utf8)
        for length in 0...text.count {
            let left = KeyHash()(text.span.extracting(first: length))
            let right = KeyHash()((Array(text.prefix(length))).span)
            #expect(left == right)
        }
    }

    @Test("keys that differ little have different hashes")
    func distribution() {
        let hash = KeyHash()
        var keys: Set<[UInt8]> = []
        for number in 0..<2_000 { keys.insert(Array("key\(number)".utf8)) }
        for length in 0...40 {
            keys.insert(Array(repeating: 0, count: length))
            keys.insert(Array(repeating: 0x61, count: length))
            for place in 0..<length {
                var key = Array(repeating: UInt8(0x61), count: length)
                key[place] = 0x62
                keys.insert(key)
            }
        }
        let hashes = Set(keys.map { hash($0) })
        #expect(hashes.count == keys.count)
        // Tables take the lowest bits.
        let buckets = Set(hashes.map { $0 & 0xFFF })
        #expect(buckets.count > 1_500)
    }

    @Test("two runs of bytes are equal if all their bytes are")
    func sameBytes() {
        for length in 0...40 {
            let bytes = (0..<length).map { UInt8($0) }
            #expect(bytes.hasSameBytes(as: Array(bytes)))
            #expect(!bytes.hasSameBytes(as: bytes + [0]))
            #expect(!(bytes + [0]).hasSameBytes(as: bytes))
            for place in 0..<length {
                var other = bytes
                other[place] ^= 0x80
                #expect(!bytes.hasSameBytes(as: other), "byte \(place) of \(length)")
            }
        }
    }

    @Test("a word has its first byte lowest, wherever it begins")
    func words() {
        let bytes = Array(UInt8(1)...20)
        for index in 0...12 {
            let expected = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[index + $1]) << UInt64(8 * $1) }
            #expect(bytes.littleEndianWord(at: index) == expected)
        }
    }
}
