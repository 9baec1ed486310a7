import CSluiceKernels
import Testing

@testable import Sluice

@Suite("Copies and comparisons of short texts")
struct CopyKernelTests {
    @Test("a copy reads and writes only its own bytes, at every length")
    func copies() throws {
        let source = try GuardedPage()
        let target = try GuardedPage()
        var random = SplitMix64(seed: 21)
        for length in 0...100 {
            let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            let before = Array(repeating: UInt8(0xAA), count: length)
            for (from, to) in [(0, 0), (source.size - length, target.size - length), (3, 5), (0, target.size - length)]
            {
                // SAFETY: both places hold `length` bytes of a page that may be read and written.
                let copy = unsafe source.withBytes(bytes, at: from) { from in
                    unsafe target.withBytes(before, at: to) { to in
                        unsafe sluice_copy(UnsafeMutablePointer(mutating: to), from, length)
                        return unsafe Array(UnsafeBufferPointer(start: to, count: length))
                    }
                }
                #expect(copy == bytes)
            }
        }
    }

    @Test("a copy leaves the bytes around its destination alone")
    func surroundings() throws {
        let target = try GuardedPage()
        for length in 0...70 {
            let bytes = Array(repeating: UInt8(0x55), count: length)
            let before = Array(repeating: UInt8(0xAA), count: 200)
            // SAFETY: the place holds 200 bytes, of which `length` from the fiftieth on are written.
            let after = unsafe target.withBytes(before, at: 0) { place in
                unsafe bytes.withUnsafeBufferPointer { source in
                    let start = unsafe UnsafeMutablePointer(mutating: place) + 50
                    if let from = source.baseAddress { unsafe sluice_copy(start, from, length) }
                }
                return unsafe Array(UnsafeBufferPointer(start: place, count: 200))
            }
            #expect(after == Array(before[..<50]) + bytes + before[(50 + length)...])
        }
    }

    @Test("a prefix is compared in all of its bytes, and in no others")
    func prefixes() throws {
        let page = try GuardedPage()
        let other = try GuardedPage()
        var random = SplitMix64(seed: 22)
        for length in 0...70 {
            let literal = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            // Sixteen bytes follow on both sides, as the function requires; they differ.
            for difference in [nil] + Array(0..<length) as [Int?] {
                var bytes = literal + Array(repeating: 0x11, count: 16)
                if let difference { bytes[difference] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
                let padded = literal + Array(repeating: 0x22, count: 16)
                for place in page.edges(bytes.count) {
                    // SAFETY: both places hold `length` bytes and sixteen more.
                    let (fast, scalar) = unsafe page.withBytes(bytes, at: place) { bytes in
                        unsafe other.withBytes(padded, at: place) { padded in
                            unsafe (
                                sluice_has_prefix(bytes, padded, length),
                                sluice_has_prefix_scalar(bytes, padded, length)
                            )
                        }
                    }
                    #expect((fast != 0) == (difference == nil) && fast == scalar, "\(length) bytes")
                }
            }
        }
    }
}
