import Testing

@testable import Sluice

@Suite("The chain of proven chunks")
struct SeamChainTests {
    private static func element(at offset: Int) -> Seam { Seam(offset: offset, state: .element) }

    @Test("proves a chunk that begins where the previous one ended, in the same state")
    func proof() {
        var chain = SeamChain(from: Seam(offset: 1, state: .document))
        #expect(chain.proves(Seam(offset: 1, state: .document)))
        #expect(!chain.proves(Self.element(at: 1)))
        #expect(!chain.proves(Seam(offset: 2, state: .document)))
        #expect(!chain.proves(nil))
        chain.advance(to: Self.element(at: 11), in: ChunkBytes(Array(repeating: 0x20, count: 10), offset: 1))
        #expect(chain.proves(Self.element(at: 11)))
        #expect(!chain.proves(Self.element(at: 12)))
        for state in [Seam.State.document, .afterElement, .arrayStart] {
            chain.advance(
                to: Seam(offset: 21, state: state),
                in: ChunkBytes(Array(repeating: 0x20, count: 10), offset: 11)
            )
            #expect(!chain.proves(Self.element(at: 21)))
            chain = SeamChain(from: Self.element(at: 11))
        }
    }

    @Test("joins what was left of a chunk with the next one")
    func joining() {
        var chain = SeamChain(from: Self.element(at: 0))
        chain.advance(to: Self.element(at: 6), in: ChunkBytes(Array("012345abcd".utf8), offset: 0))
        #expect(!chain.proves(Self.element(at: 10)), "what was left comes first")
        let joined = chain.join(ChunkBytes(Array("efgh".utf8), offset: 10), isLast: false)
        #expect(joined?.offset == 6)
        #expect(joined?.array == Array("abcdefgh".utf8))
    }

    @Test("returns the next chunk as it is if nothing was left")
    func nothingLeft() {
        var chain = SeamChain(from: Self.element(at: 0))
        chain.advance(to: Self.element(at: 4), in: ChunkBytes(Array("0123".utf8), offset: 0))
        let next = ChunkBytes(Array("4567".utf8), offset: 4)
        let joined = chain.join(next, isLast: false)
        #expect(joined === next)
    }

    @Test("waits for twice as many bytes if reading has not advanced, so that a long record takes linear time")
    func doubling() {
        var chain = SeamChain(from: Self.element(at: 0))
        var tried: [Int] = []
        var read = 0
        for index in 0..<1_000 {
            let chunk = ChunkBytes(Array(repeating: 0x61, count: 10), offset: index * 10)
            guard let joined = chain.join(chunk, isLast: index == 999) else { continue }
            #expect(joined.offset == 0 && joined.end == chunk.end)
            tried.append(joined.count)
            read += joined.count
            chain.advance(to: Self.element(at: 0), in: joined)
        }
        #expect(tried == [10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 5_120, 10_000])
        #expect(read < 30_000)
    }
}
