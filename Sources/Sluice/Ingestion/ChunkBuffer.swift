/// One chunk on its way through the run, with storage that later chunks reuse.
///
/// It is passed from the reader to a worker to the sink and back. Only one of them has it at a time, which makes it
/// safe to send.
final class ChunkBuffer: @unchecked Sendable {
    /// The chunk's number in the run.
    var index = 0
    /// The input that the chunk is of; `nil` if it could not be opened.
    private(set) var input: RunInput?
    /// Whether the chunk is the first, or the last, of its input.
    private(set) var isFirst = false
    private(set) var isLast = true
    /// `nil` for an input without a document.
    private(set) var bytes: ChunkBytes?
    /// Where reading begins: known for the first chunk, guessed for the others, `nil` if there is no guess.
    private(set) var seam: Seam?
    private(set) var isFollowedByObject = false
    private(set) var isCutShort = false
    /// Where the stream of a compressed input breaks off, if that is where the chunk ends.
    private(set) var streamBreak: StreamBreak?
    /// More buffers for the chunks that follow, of small files, and how many of them are in use: they share this one's
    /// turn, as handing over a chunk takes longer than reading so little.
    private var spares: [ChunkBuffer] = []
    private var followerCount = 0
    /// Why there are no more chunks; there is none in this buffer.
    var failure: InputError?
    var result = ChunkResult()

    /// Prepares for a chunk of `input`.
    func begin(_ input: RunInput, isFirst: Bool) {
        self.input = input
        self.isFirst = isFirst
    }

    /// Takes the chunk.
    func take(_ chunk: Chunk) {
        bytes = chunk.bytes
        seam = chunk.seam
        isLast = chunk.isLast
        isFollowedByObject = chunk.isFollowedByObject
        isCutShort = chunk.isCutShort
        streamBreak = chunk.streamBreak
    }

    /// The buffers with the chunks that follow.
    var followers: ArraySlice<ChunkBuffer> { spares.prefix(followerCount) }

    /// Returns one more buffer, for the chunk that follows.
    func addFollower() -> ChunkBuffer {
        if followerCount == spares.count { spares.append(ChunkBuffer()) }
        followerCount += 1
        return spares[followerCount - 1]
    }

    /// Takes back the last one.
    func removeFollower() {
        followerCount -= 1
        spares[followerCount].clear()
    }

    /// Releases the chunks and keeps the storage.
    func clear() {
        for follower in followers { follower.clear() }
        followerCount = 0
        input = nil
        isLast = true
        bytes = nil
        seam = nil
        failure = nil
    }
}
