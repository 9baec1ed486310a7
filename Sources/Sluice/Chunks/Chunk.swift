/// A range of the input that is read as a whole.
struct Chunk {
    let bytes: ChunkBytes
    /// Where its reading begins: known for the first chunk, guessed for the others, `nil` if there is no guess.
    let seam: Seam?
    let isLast: Bool
    /// Whether the byte after the chunk, white space ignored, opens an object: then its last record is whole.
    var isFollowedByObject = false
    /// Where the stream of a compressed input breaks off, if that is where the chunk ends.
    var streamBreak: StreamBreak?
    /// Whether it ends where no more of the input had arrived.
    var isCutShort = false
}
