import Testing

@testable import Sluice

@Suite("Where text in a string stops being UTF-8")
struct StringStopTests {
    /// The sets' results for `bytes` at both ends of a page, that of the library's call first.
    private static func stops(_ bytes: [UInt8], in page: GuardedPage) -> [Int] {
        page.edges(bytes.count).flatMap { place in
            // SAFETY: the place holds that many bytes.
            unsafe page.withBytes(bytes, at: place) { unsafe Kernel.findStringStop.answers($0, bytes.count) }
        }
    }

    @Test("is nowhere in text that the standard library accepts")
    func validity() throws {
        let page = try GuardedPage()
        var random = SplitMix64(seed: 31)
        var valid = 0
        for _ in 0..<3_000 {
            for bytes in KernelFillings.make(Int.random(in: 0...150, using: &random), using: &random)
            where !bytes.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) {
                let isValid = String(validating: bytes, as: UTF8.self) != nil
                if isValid { valid += 1 }
                #expect(Self.stops(bytes, in: page).allSatisfy { ($0 == bytes.count) == isValid }, "\(bytes)")
            }
        }
        #expect(valid > 1_000)
    }

    @Test("is the first byte of a sequence that is cut off, at any place", arguments: ["é", "ࠀ", "日", "퟿", "😀"])
    func cuts(character: String) throws {
        let page = try GuardedPage()
        let sequence = Array(character.utf8)
        for place in 0..<140 {
            for length in 1..<sequence.count {
                for tail in [[], [0x61], [0x22], [0xC3, 0xA9]] as [[UInt8]] {
                    let rest = tail + Array(repeating: UInt8(0x61), count: tail.isEmpty ? 0 : 70)
                    let bytes = Array(repeating: UInt8(0x61), count: place) + sequence[..<length] + rest
                    #expect(Self.stops(bytes, in: page).allSatisfy { $0 == place }, "\(length) bytes at \(place)")
                }
            }
            let whole = Array(repeating: UInt8(0x61), count: place) + sequence
            #expect(Self.stops(whole, in: page).allSatisfy { $0 == whole.count })
            #expect(Self.stops(whole + [0x22], in: page).allSatisfy { $0 == whole.count })
        }
    }

    /// Overlong forms, surrogates, values beyond U+10FFFF, bytes that are never lead bytes, and an extra continuation.
    private static let invalidSequences: [[UInt8]] = [
        [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xF0, 0x80, 0x80, 0x80],
        [0xF0, 0x8F, 0xBF, 0xBF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80],
        [0xF5, 0x80, 0x80, 0x80], [0xF7, 0xBF, 0xBF, 0xBF], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFF], [0xFE], [0x80],
        [0xBF, 0xBF],
    ]

    @Test("is the first byte of an invalid sequence, at any place", arguments: invalidSequences)
    func faults(fault: [UInt8]) throws {
        let page = try GuardedPage()
        for filler in ["a", "я", "日", "😀"] {
            for count in 0..<70 {
                let text = Array(String(repeating: filler, count: count).utf8)
                for tail in [[], Array(text.prefix(80))] {
                    let stops = Self.stops(text + fault + tail, in: page)
                    #expect(stops.allSatisfy { $0 == text.count }, "after \(count) of \(filler): \(stops)")
                }
            }
        }
    }

    @Test("is a quote, a backslash or a control character, whatever follows")
    func ends() throws {
        let page = try GuardedPage()
        for end: UInt8 in [0x22, 0x5C, 0x00, 0x1F, 0x0A] {
            for count in 0..<70 {
                let text = Array(String(repeating: "ж1", count: count).utf8)
                for tail in [[], [0x80], [0xFF], [0xE3, 0x81], Array(repeating: 0xBF, count: 70)] as [[UInt8]] {
                    #expect(Self.stops(text + [end] + tail, in: page).allSatisfy { $0 == text.count })
                }
            }
        }
    }
}
