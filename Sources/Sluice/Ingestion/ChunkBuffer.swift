/// One chunk on its way through the run, with storage that later chunks reuse.
///
/// It is passed from the reader to a worker to the sink and back. Only one of them has it at a time, which makes it
/// safe to send.
final class ChunkBuffer: @unchecked Sendable {
    /// The chunk's number in the input.
    var index = 0
    var bytes: ChunkBytes?
    /// Where reading begins: known for the first chunk, guessed for the others, `nil` if there is no guess.
    var seam: Seam?
    var isLast = false
    var isFollowedByObject = false
    /// Where the stream of a compressed input breaks off, if that is where the chunk ends.
    var streamBreak: StreamBreak?
    var result = ChunkResult()

    /// Takes `chunk`, whose number is `index`.
    func take(_ chunk: Chunk, index: Int) {
        self.index = index
        bytes = chunk.bytes
        seam = chunk.seam
        isLast = chunk.isLast
        isFollowedByObject = chunk.isFollowedByObject
        streamBreak = chunk.streamBreak
    }

    /// Releases the chunk and keeps the storage.
    func clear() {
        bytes = nil
        seam = nil
        isLast = false
    }
}
