import CSluiceKernels
import Testing

@testable import Sluice

@Suite("CRC-32C")
struct CRC32CTests {
    /// A SCSI read command, the last example of RFC 3720, section B.4.
    private static let command: [UInt8] = [
        0x01, 0xC0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x14, 0, 0, 0, 0, 0, 0x04, 0,
        0, 0, 0, 0x14, 0, 0, 0, 0x18, 0x28, 0, 0, 0, 0, 0, 0, 0, 0x02, 0, 0, 0, 0, 0, 0, 0,
    ]

    @Test(
        "gives the values listed in RFC 3720",
        arguments: [
            ([], 0),
            (Array("123456789".utf8), 0xE306_9283),
            (Array(repeating: 0, count: 32), 0x8A91_36AA),
            (Array(repeating: 0xFF, count: 32), 0x62A8_AB43),
            (Array(0..<32), 0x46DD_794E),
            ((0..<32).reversed(), 0x113F_DB5C),
            (command, 0xD996_3A56),
        ] as [([UInt8], UInt32)]
    )
    func vectors(bytes: [UInt8], checksum: UInt32) {
        #expect(bytes.span.crc32c(extending: 0) == checksum)
        #expect(Kernel.crc32c(bytes) == checksum)
        // SAFETY: the pointer is used inside the closure, with the array's own count.
        let scalar = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe sluice_crc32c_scalar(0, $0, buffer.count) } ?? 0
        }
        #expect(scalar == checksum)
    }

    @Test("is the same when three checksums run at once", arguments: [1, 3, 4])
    func segments(count: Int) {
        var random = SplitMix64(seed: 4)
        for length in [3_071, 3_072, 3_073, 3_080, 6_143].map({ $0 * count }) {
            let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            let expected = Kernel.crc32c(bytes, seed: 0x1234_5678)
            // SAFETY: the pointer is used inside the closure, with the array's own count.
            let answers = unsafe bytes.withUnsafeBufferPointer { buffer in
                unsafe buffer.baseAddress.map { unsafe Kernel.crc32c.answers($0, length) } ?? []
            }
            #expect(answers.allSatisfy { $0 == Int(expected) }, "\(length) bytes")
        }
    }

    @Test("does not depend on where the bytes are cut")
    func extending() {
        var random = SplitMix64(seed: 3)
        let bytes = (0..<200).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let whole = bytes.span.crc32c(extending: 0)
        for cut in 0...bytes.count {
            let head = bytes.span.extracting(first: cut).crc32c(extending: 0)
            #expect(bytes.span.extracting(droppingFirst: cut).crc32c(extending: head) == whole, "cut at \(cut)")
        }
    }
}
