import CSluiceKernels
import Testing

@testable import Sluice

@Suite("Kernels for one value")
struct FieldKernelTests {
    /// Bytes that affect a result, and some that do not.
    private static let alphabet = Array("0123456789.-eE\"\\ax,}".utf8) + [0x00, 0x1F, 0x20, 0x7F, 0x80, 0xFF]

    @Test("agree with their scalar twins, at both ends of a page", arguments: [1, 2, 3] as [UInt64])
    func twins(seed: UInt64) throws {
        let page = try GuardedPage()
        var random = SplitMix64(seed: seed)
        for _ in 0..<5_000 {
            let isNumber = Bool.random(using: &random)
            let bytes = (0..<32).map { _ in
                isNumber && Int.random(in: 0..<12, using: &random) > 0
                    ? UInt8.random(in: 0x30...0x39, using: &random)
                    : Self.alphabet[Int.random(in: 0..<Self.alphabet.count, using: &random)]
            }
            for place in page.edges(32) {
                // SAFETY: the kernels read 16 or 32 bytes.
                let (run, runTwin) = unsafe page.withBytes(bytes, at: place) { bytes in
                    unsafe (sluice_string_run(bytes), sluice_find_string_special_scalar(bytes, 32))
                }
                #expect(run == runTwin, "\(bytes)")
            }
            for place in page.edges(16) { Self.expectSameNumber(Array(bytes[..<16]), at: place, of: page) }
        }
    }

    private static func expectSameNumber(_ bytes: [UInt8], at place: Int, of page: GuardedPage) {
        // SAFETY: both read 16 bytes.
        let (number, twin) = unsafe page.withBytes(bytes, at: place) { bytes in
            unsafe (sluice_find_number_end(bytes), sluice_find_number_end_scalar(bytes))
        }
        #expect(number.integer_end == twin.integer_end, "\(bytes)")
        // If all sixteen bytes are digits, the twins need agree only on that.
        #expect(twin.end < 16 ? number.end == twin.end : number.end >= 16, "\(bytes)")
    }

    @Test("mark each byte that differs")
    func difference() throws {
        let (left, right) = (try GuardedPage(), try GuardedPage())
        var random = SplitMix64(seed: 4)
        for _ in 0..<2_000 {
            let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            var other = bytes
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                other[Int.random(in: 0..<32, using: &random)] = .random(in: .min ... .max, using: &random)
            }
            for place in left.edges(32) {
                // SAFETY: the kernel reads the 32 bytes of both.
                let (found, twin) = unsafe left.withBytes(bytes, at: place) { left in
                    unsafe right.withBytes(other, at: place) { right in
                        unsafe (sluice_difference(left, right), sluice_difference_scalar(left, right))
                    }
                }
                #expect(found == twin)
                for index in 0..<32 {
                    let isSet = found >> UInt32(index) & 1 == 1
                    #expect(isSet == (bytes[index] != other[index]))
                }
            }
        }
    }

    @Test("recognise a word of four bytes, and refuse one that differs in any bit")
    func words() throws {
        let page = try GuardedPage()
        let bytes: [UInt8] = [0x74, 0x72, 0x75, 0xE5]
        let word = bytes.reversed().reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
        for place in page.edges(4) + [1, 2, 3] {
            // SAFETY: the kernel reads four bytes.
            unsafe page.withBytes(bytes, at: place) { bytes in
                #expect(unsafe sluice_is_word(bytes, word) != 0)
                for bit in 0..<32 { #expect(unsafe sluice_is_word(bytes, word ^ 1 << UInt32(bit)) == 0) }
            }
        }
    }

    @Test("copy a text in whole blocks")
    func blocks() throws {
        let (source, target) = (try GuardedPage(), try GuardedPage())
        for length in 0...70 {
            let size = max(16, (length + 15) / 16 * 16)
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ length) }
            for place in source.edges(size) {
                // SAFETY: both places hold whole blocks.
                let copy = unsafe source.withBytes(bytes, at: place) { from in
                    unsafe target.withBytes(Array(repeating: 0, count: size), at: place) { to in
                        unsafe sluice_copy_blocks(UnsafeMutablePointer(mutating: to), from, length)
                        return unsafe Array(UnsafeBufferPointer(start: to, count: length))
                    }
                }
                #expect(copy == Array(bytes[..<length]))
            }
        }
    }
}
