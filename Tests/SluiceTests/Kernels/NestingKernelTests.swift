import CSluiceKernels
import Testing

@testable import Sluice

@Suite("The nesting kernel")
struct NestingKernelTests {
    @Test("agrees with its scalar twin from every state, and reads nothing around its bytes")
    func twins() throws {
        let page = try GuardedPage()
        var random = SplitMix64(seed: 31)
        let alphabet = Array(#"{}[]""\ x,:;[{|}~@`é"#.utf8)
        for trial in 0..<4_000 {
            // Few backslashes in most of them: blocks without any take another path.
            let letters = trial % 4 == 0 ? alphabet : alphabet.filter { $0 != UInt8(ascii: "\\") }
            let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                letters[Int.random(in: 0..<letters.count, using: &random)]
            }
            let inString = UInt8.random(in: 0...1, using: &random)
            let start = sluice_nesting(
                depth: Int64.random(in: -3...3, using: &random),
                is_in_string: inString,
                is_escaped: inString & UInt8.random(in: 0...1, using: &random)
            )
            for edge in page.edges(bytes.count) {
                // SAFETY: the place holds all the bytes.
                let (fast, scalar) = unsafe page.withBytes(bytes, at: edge) { place in
                    var (fast, scalar) = (start, start)
                    unsafe sluice_follow_nesting(&fast, place, bytes.count)
                    unsafe sluice_follow_nesting_scalar(&scalar, place, bytes.count)
                    return (fast, scalar)
                }
                #expect(fast.depth == scalar.depth)
                #expect(fast.is_in_string == scalar.is_in_string && fast.is_escaped == scalar.is_escaped)
            }
        }
    }
}
