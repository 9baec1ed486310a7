import Testing

@testable import Sluice

@Suite("The tokenizer agrees with a slow one on damaged texts")
struct TokenizerMutationTests {
    /// The seeds of four runs, which share the work.
    private static let seeds: [UInt64] = [1, 2, 3, 4]
    private static let mutationsPerSeed = 5_000

    @Test("after random changes", arguments: seeds)
    func mutations(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let texts = TextFixtures.all.map(\.bytes).filter { $0.count <= 400 }
        var accepted = 0
        for number in 0..<Self.mutationsPerSeed {
            var text = texts[Int.random(in: 0..<texts.count, using: &random)]
            for _ in 0..<Int.random(in: 1...3, using: &random) { text.mutate(using: &random) }
            let expected = ReferenceTokenizer.read(text)
            let cut = Int.random(in: 0...text.count, using: &random)
            if TokenReading(text) != expected || TokenReading(text, cuts: [cut]) != expected {
                Issue.record("seed \(seed), mutation \(number), cut \(cut): \(text)")
                return
            }
            if expected.failure == nil { accepted += 1 }
        }
        #expect((100..<Self.mutationsPerSeed / 2).contains(accepted), "the changes are too small, or too large")
    }
}

extension [UInt8] {
    /// Bytes with a meaning in JSON, and their neighbours.
    private static let interesting: [UInt8] =
        Array("{}[]:,\"\\u0e-.1tn /dD8".utf8) + [0x00, 0x0A, 0x1F, 0x7F, 0x80, 0xC3, 0xED, 0xF0, 0xFF]

    /// Flips, inserts, removes, cuts off or repeats bytes.
    fileprivate mutating func mutate(using random: inout SplitMix64) {
        let place = Int.random(in: 0...count, using: &random)
        let other = Int.random(in: 0...count, using: &random)
        let stretch = Swift.min(place, other)..<Swift.min(Swift.max(place, other), Swift.min(place, other) + 40)
        let byte = Self.interesting[Int.random(in: 0..<Self.interesting.count, using: &random)]
        switch Int.random(in: 0..<7, using: &random) {
        case 0 where place < count: self[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1 where place < count: self[place] = byte
        case 2: insert(byte, at: place)
        case 3 where place < count: remove(at: place)
        case 4: removeSubrange(stretch)
        case 5: removeLast(count - place)
        default: insert(contentsOf: self[stretch], at: other)
        }
    }
}
