import CSluiceKernels
import Testing

@testable import Sluice

@Suite("Kernels for one value")
struct FieldKernelTests {
    /// Bytes that decide something, and some that do not.
    private static let alphabet = Array("0123456789.-eE\"\\ax,}".utf8) + [0x00, 0x1F, 0x20, 0x7F, 0x80, 0xFF]

    @Test("give what their scalar twins give, up to the very end of a page", arguments: [1, 2, 3] as [UInt64])
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
            // SAFETY: the kernels read 16 or 32 bytes, which end with the page.
            let (run, runTwin) = unsafe page.withBytesAtEnd(bytes) { bytes in
                unsafe (sluice_string_run(bytes), sluice_find_string_special_scalar(bytes, 32))
            }
            #expect(run == runTwin, "\(bytes)")
            let (number, numberTwin) = unsafe page.withBytesAtEnd(Array(bytes[..<16])) { bytes in
                unsafe (sluice_find_number_end(bytes), sluice_find_number_end_scalar(bytes))
            }
            #expect(number.integer_end == numberTwin.integer_end, "\(bytes)")
            // With all sixteen bytes read, the twins need not agree on more than that.
            if numberTwin.end < 16 {
                #expect(number.end == numberTwin.end, "\(bytes)")
            } else {
                #expect(number.end >= 16)
            }
        }
    }

    @Test("tell each byte that differs")
    func difference() throws {
        let (left, right) = (try GuardedPage(), try GuardedPage())
        var random = SplitMix64(seed: 4)
        for _ in 0..<2_000 {
            let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            var other = bytes
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                other[Int.random(in: 0..<32, using: &random)] = .random(in: .min ... .max, using: &random)
            }
            // SAFETY: the kernel reads the 32 bytes of both.
            let (found, twin) = unsafe left.withBytesAtEnd(bytes) { left in
                unsafe right.withBytesAtEnd(other) { right in
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

    @Test("copy a text in whole blocks")
    func blocks() throws {
        let (source, target) = (try GuardedPage(), try GuardedPage())
        for length in 0...70 {
            let size = max(16, (length + 15) / 16 * 16)
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ length) }
            // SAFETY: both places hold whole blocks, up to the end of their pages.
            let copy = unsafe source.withBytesAtEnd(bytes) { from in
                unsafe target.withBytesAtEnd(Array(repeating: 0, count: size)) { to in
                    unsafe sluice_copy_blocks(UnsafeMutablePointer(mutating: to), from, length)
                    return unsafe Array(UnsafeBufferPointer(start: to, count: length))
                }
            }
            #expect(copy == Array(bytes[..<length]))
        }
    }
}
