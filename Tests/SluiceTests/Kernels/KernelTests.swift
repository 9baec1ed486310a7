import Testing

@testable import Sluice

@Suite("Vectorised functions give what their scalar twins give")
struct KernelTests {
    /// Bytes on both sides of every boundary that a kernel looks for.
    private static let edges: [UInt8] = [
        0x00, 0x08, 0x09, 0x0A, 0x0B, 0x0D, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7E, 0x7F, 0x80, 0x81,
        0xBF, 0xC0, 0xFE, 0xFF,
    ]

    @Test("at every length and every alignment", arguments: Kernel.allCases)
    func lengthsAndAlignments(kernel: Kernel) throws {
        let page = try GuardedPage()
        var random = SplitMix64(seed: 7)
        for length in 0...80 {
            for alignment in 0..<32 {
                for bytes in Self.fillings(length, using: &random) {
                    // SAFETY: the place holds as many bytes as are told.
                    let (fast, scalar) = unsafe page.withBytes(bytes, at: alignment) { place in
                        unsafe (kernel.fast(place, length), kernel.scalar(place, length))
                    }
                    guard fast == scalar else {
                        Issue.record("alignment \(alignment): \(fast), not \(scalar), of \(bytes)")
                        return
                    }
                }
            }
        }
    }

    @Test("of every byte at every place", arguments: Kernel.allCases)
    func everyByte(kernel: Kernel) throws {
        let page = try GuardedPage()
        for length in [1, 15, 16, 17, 33] {
            for place in 0..<length {
                for byte in UInt8.min...UInt8.max {
                    for background: UInt8 in [0x20, 0x61] {
                        var bytes = Array(repeating: background, count: length)
                        bytes[place] = byte
                        // SAFETY: the place holds as many bytes as are told.
                        let (fast, scalar) = unsafe page.withBytes(bytes, at: 3) { place in
                            unsafe (kernel.fast(place, length), kernel.scalar(place, length))
                        }
                        guard fast == scalar, kernel == .crc32c || fast == kernel.expected(bytes) else {
                            Issue.record("byte \(byte) at \(place) of \(length): \(fast), not \(scalar)")
                            return
                        }
                    }
                }
            }
        }
    }

    @Test("without a look at what lies before the bytes or behind them", arguments: Kernel.allCases)
    func guardPages(kernel: Kernel) throws {
        let page = try GuardedPage()
        var random = SplitMix64(seed: 11)
        for length in Array(0...80) + [page.size - 1, page.size] {
            for bytes in Self.fillings(length, using: &random) {
                let expected = kernel.expected(bytes)
                // SAFETY: the place holds as many bytes as are told.
                let atEnd = unsafe page.withBytesAtEnd(bytes) { unsafe kernel.fast($0, length) }
                let atStart = unsafe page.withBytes(bytes, at: 0) { unsafe kernel.fast($0, length) }
                #expect(atEnd == expected)
                #expect(atStart == expected)
            }
        }
    }

    @Test("counts go on where a lane of eight bits is full", arguments: Kernel.allCases)
    func longRuns(kernel: Kernel) {
        for length in [4_079, 4_080, 4_081, 4_096, 20_000] {
            for byte: UInt8 in [0x0A, 0x61, 0x80] {
                let bytes = Array(repeating: byte, count: length)
                // SAFETY: the pointer is used inside the closure, with the array's own count.
                let fast = unsafe bytes.withUnsafeBufferPointer { buffer in
                    unsafe buffer.baseAddress.map { unsafe kernel.fast($0, length) }
                }
                #expect(fast == kernel.expected(bytes), "\(length) times \(byte)")
            }
        }
    }

    /// Runs without anything to find, runs with little, and runs of edges alone.
    private static func fillings(_ length: Int, using random: inout SplitMix64) -> [[UInt8]] {
        var fillings = [
            [UInt8](repeating: 0x20, count: length),
            (0..<length).map { _ in .random(in: 0x61...0x7A, using: &random) },
            (0..<length).map { _ in .random(in: .min ... .max, using: &random) },
            (0..<length).map { _ in edges[Int.random(in: 0..<edges.count, using: &random)] },
        ]
        guard length > 0 else { return fillings }
        for filling in 0..<2 {
            let place = Int.random(in: 0..<length, using: &random)
            fillings[filling][place] = edges[Int.random(in: 0..<edges.count, using: &random)]
        }
        return fillings
    }
}
