/// Turns offsets into lines and columns, for records that are reported.
///
/// It follows the chunks and looks at their text only when asked. A bad record may begin in a chunk that has been
/// released by the time its end is found, so such places are remembered.
struct PositionResolver {
    /// The extent of the text before the next chunk.
    private(set) var extent: TextExtent
    private var remembered: [Int: TextExtent] = [:]

    init(prologue: TextExtent) {
        extent = prologue
    }

    /// Returns the extent of the text before each of `offsets`, which are in `chunk` or were remembered; `start` is how
    /// far chunks have been passed.
    func extents(of offsets: some Sequence<Int>, in chunk: ChunkBytes, from start: Int) -> [Int: TextExtent] {
        var result: [Int: TextExtent] = [:]
        var reached = start
        var running = extent
        for offset in Set(offsets).sorted() {
            if offset < start {
                result[offset] = remembered[offset] ?? extent
                continue
            }
            let text = chunk.span.extracting(reached - chunk.offset..<min(offset, chunk.end) - chunk.offset)
            running.append(TextExtent(of: text))
            reached = min(offset, chunk.end)
            result[offset] = running
        }
        return result
    }

    /// Passes a chunk, whose text up to the seam has the extent `length`.
    mutating func pass(_ chunk: ChunkBytes, from start: Int, to seam: Seam, length: TextExtent) {
        switch seam.state {
        case .skipping(let record): remember([record.start, record.error.offset], in: chunk, from: start)
        case .straying(let run, _): remember([run.start], in: chunk, from: start)
        case .enveloping(let walk):
            // An error may begin a little before the place where it is found.
            let end = max(start, seam.offset - EnvelopeWalk.reach)..<seam.offset
            remember([walk.start] + (walk.wrongKind.map { [$0.offset] } ?? []) + end, in: chunk, from: start)
            let kept = [walk.start, walk.wrongKind?.offset]
            remembered = remembered.filter { $0.key >= seam.offset - EnvelopeWalk.reach || kept.contains($0.key) }
        default: remembered.removeAll()
        }
        extent.append(length)
    }

    private mutating func remember(_ places: [Int], in chunk: ChunkBytes, from start: Int) {
        for (offset, extent) in extents(of: places, in: chunk, from: start) { remembered[offset] = extent }
    }
}
