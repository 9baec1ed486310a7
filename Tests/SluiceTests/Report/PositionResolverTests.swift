import Testing

@testable import Sluice

@Suite("Offsets as lines and columns")
struct PositionResolverTests {
    private static let text = Array("[\n{\"é\": 1},\r\n{\"b\":\n日本 😀 x},\n{\"c\"}, 4]\n".utf8)

    @Test("in one chunk or in many", arguments: [1, 2, 3, 7, 100])
    func everyOffset(chunkSize: Int) {
        var resolver = PositionResolver(prologue: TextExtent())
        for start in stride(from: 0, to: Self.text.count, by: chunkSize) {
            let end = min(start + chunkSize, Self.text.count)
            let chunk = ChunkBytes(Array(Self.text[start..<end]), offset: start)
            let extents = resolver.extents(of: start...end, in: chunk, from: start)
            for offset in start...end {
                let place = SlowPosition(of: offset, in: Self.text)
                // An offset inside a scalar is in the column behind it.
                #expect(
                    extents[offset]?.line == place.line && extents[offset]?.column == place.column,
                    "offset \(offset)"
                )
            }
            let length = TextExtent(of: chunk.array)
            resolver.pass(chunk, from: start, to: Seam(offset: end, state: .element), length: length)
        }
    }

    @Test("remembers where a bad record began that is not over yet")
    func remembering() throws {
        var resolver = PositionResolver(prologue: TextExtent(of: Array("\n\n ".utf8)))
        let error = SyntaxError(reason: .invalidEscape, offset: 9)
        let record = SkippedRecord(
            start: 5,
            error: error,
            pointer: "",
            resynchronizer: Resynchronizer(start: 5, level: .array, isInObject: false)
        )
        let head = ChunkBytes(Array("é\n3456789".utf8), offset: 3)
        let length = TextExtent(of: head.array)
        resolver.pass(head, from: 3, to: Seam(offset: head.end, state: .skipping(record)), length: length)
        let tail = ChunkBytes(Array("abc\ndef".utf8), offset: head.end)
        let extents = resolver.extents(of: [5, 9, head.end, tail.end], in: tail, from: head.end)
        #expect(extents[5] == TextExtent(of: Array("\n\n é".utf8)))
        #expect(extents[9] == TextExtent(of: Array("\n\n é\n345".utf8)))
        #expect(extents[tail.end] == TextExtent(of: Array("\n\n é\n3456789abc\ndef".utf8)))
    }
}
