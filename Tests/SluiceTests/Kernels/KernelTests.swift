import Testing

@testable import Sluice

@Suite("Vectorised functions agree with their scalar twins, in every set that this machine supports")
struct KernelTests {
    @Test("at every length and many alignments", arguments: Kernel.allCases)
    func lengthsAndAlignments(kernel: Kernel) throws {
        let page = try GuardedPage()
        var random = SplitMix64(seed: 7)
        for length in 0...200 {
            for alignment in stride(from: length % 7, to: 64, by: 7) {
                for bytes in KernelFillings.make(length, using: &random) {
                    guard Self.agree(kernel, on: bytes, at: alignment, of: page) else { return }
                }
            }
        }
    }

    @Test("for every byte at every place", arguments: Kernel.allCases)
    func everyByte(kernel: Kernel) throws {
        let page = try GuardedPage()
        for length in [1, 15, 16, 17, 33, 67] {
            for place in 0..<length {
                for byte in UInt8.min...UInt8.max {
                    for background: UInt8 in [0x20, 0x61] {
                        var bytes = Array(repeating: background, count: length)
                        bytes[place] = byte
                        guard Self.agree(kernel, on: bytes, at: 3, of: page) else { return }
                        guard kernel != .crc32c, byte & 0x1F < 2 else { continue }
                        let expected = kernel.expected(bytes)
                        // SAFETY: the place holds that many bytes.
                        let scalar = unsafe page.withBytes(bytes, at: 3) { unsafe kernel.scalar($0, length) }
                        #expect(scalar == expected, "byte \(byte) at \(place) of \(length)")
                    }
                }
            }
        }
    }

    @Test("without reading before or after the bytes", arguments: Kernel.allCases)
    func guardPages(kernel: Kernel) throws {
        let page = try GuardedPage()
        var random = SplitMix64(seed: 11)
        for length in Array(0...200) + [page.size - 1, page.size] {
            for bytes in KernelFillings.make(length, using: &random) {
                let expected = kernel.expected(bytes)
                for place in page.edges(length) {
                    // SAFETY: the place holds that many bytes.
                    let answers = unsafe page.withBytes(bytes, at: place) { unsafe kernel.answers($0, length) }
                    guard answers.allSatisfy({ $0 == expected }) else {
                        Issue.record("at \(place): \(answers), not \(expected), of \(bytes)")
                        return
                    }
                }
            }
        }
    }

    @Test("counts continue when a lane of eight bits is full", arguments: Kernel.allCases)
    func longRuns(kernel: Kernel) {
        for length in [4_079, 4_080, 4_081, 4_096, 20_000] {
            for byte: UInt8 in [0x0A, 0x61, 0x80] {
                let bytes = Array(repeating: byte, count: length)
                let expected = kernel.expected(bytes)
                // SAFETY: the pointer is used inside the closure, with the array's own count.
                let answers = unsafe bytes.withUnsafeBufferPointer { buffer in
                    unsafe buffer.baseAddress.map { unsafe kernel.answers($0, length) } ?? []
                }
                #expect(answers.allSatisfy { $0 == expected }, "\(length) times \(byte): \(answers)")
            }
        }
    }

    /// Whether all sets agree with the scalar twin; a difference is recorded as an issue.
    private static func agree(_ kernel: Kernel, on bytes: [UInt8], at place: Int, of page: GuardedPage) -> Bool {
        // SAFETY: the place holds that many bytes.
        let (answers, scalar) = unsafe page.withBytes(bytes, at: place) { place in
            unsafe (kernel.answers(place, bytes.count), kernel.scalar(place, bytes.count))
        }
        if answers.allSatisfy({ $0 == scalar }) { return true }
        Issue.record("at \(place): \(answers), not \(scalar), of \(bytes)")
        return false
    }
}
