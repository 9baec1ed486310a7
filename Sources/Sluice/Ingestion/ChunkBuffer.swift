/// One chunk on its way through the run, with storage that the next chunk uses again.
///
/// It is handed on from the reader to a worker to the sink and back. Only one of them has it at a time, which is what
/// makes it safe to send.
final class ChunkBuffer: @unchecked Sendable {
    /// The chunk's number in the input.
    var index = 0
    var bytes: ChunkBytes?
    /// Where reading begins: known for the first chunk, guessed for the others, `nil` where there is no guess.
    var seam: Seam?
    var isLast = false
    var isFollowedByObject = false
    var result = ChunkResult()

    /// Holds `chunk`, the one with the number `index`.
    func take(_ chunk: Chunk, index: Int) {
        self.index = index
        bytes = chunk.bytes
        seam = chunk.seam
        isLast = chunk.isLast
        isFollowedByObject = chunk.isFollowedByObject
    }

    /// Forgets the chunk and keeps the storage.
    func clear() {
        bytes = nil
        seam = nil
        isLast = false
    }
}
