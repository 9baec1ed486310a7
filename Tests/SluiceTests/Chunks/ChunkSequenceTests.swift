import Testing

@testable import Sluice

@Suite("Chunks")
struct ChunkSequenceTests {
    @Test("hold every byte of the input once, in order", arguments: PipelineFixtures.all)
    func completeness(fixture: PipelineFixture) throws {
        for chunkSize in [1, 2, 3, 7, 64, 4_096, 1 << 20] {
            let source = MemorySource(fixture.bytes)
            let head = try InputHead(of: source, name: "input")
            var chunks = ChunkSequence(source, head: head, chunkSize: chunkSize)
            var bytes: [UInt8] = []
            var isLast = false
            while let chunk = try chunks.next() {
                #expect(!isLast, "a chunk behind the last one")
                if bytes.isEmpty {
                    // The first chunk has a few bytes from before its records.
                    #expect(chunk.seam?.offset == head.start && chunk.bytes.offset <= head.start)
                    bytes += fixture.bytes.prefix(chunk.bytes.offset)
                } else if let seam = chunk.seam {
                    #expect(seam.offset == chunk.bytes.offset)
                }
                #expect(chunk.bytes.offset == bytes.count)
                bytes += chunk.bytes.array
                isLast = chunk.isLast
                #expect(isLast || chunk.bytes.count >= chunkSize)
            }
            #expect(isLast)
            #expect(bytes == fixture.bytes)
        }
    }

    @Test("end without a guess if no record seems to begin")
    func hugeRecord() throws {
        let text = #"[{"a":""# + String(repeating: "x", count: 1 << 20) + #""},{"a":1}]"#
        let source = MemorySource(text)
        let head = try InputHead(of: source, name: "input")
        var chunks = ChunkSequence(source, head: head, chunkSize: 4_096)
        var seams: [Bool] = []
        while let chunk = try chunks.next() { seams.append(chunk.seam != nil) }
        #expect(seams.first == true)
        #expect(seams.contains(false))
    }

    @Test("a prefix shares the bytes of its chunk")
    func prefix() {
        let bytes = ChunkBytes(Array("0123456789".utf8), offset: 100)
        let head = bytes.prefix(4)
        #expect(head.array == Array("0123".utf8))
        #expect(head.offset == 100 && head.end == 104)
        #expect(bytes.prefix(0).array.isEmpty)
        #expect(head.prefix(2).array == Array("01".utf8))
    }
}
