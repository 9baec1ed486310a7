/// Proves chunks one after the other.
///
/// A chunk that was read from a guessed place counts only if the reading before it ended exactly there. Otherwise what
/// is left of the bytes before is joined with the chunk's, and read again from the true place. By induction the outcome
/// is that of one reader who began at the first byte, whatever the chunks.
struct SeamChain {
    /// Where the reading has arrived.
    private(set) var seam: Seam
    /// Bytes from the seam on that belong to chunks that are gone.
    private var carry: [UInt8] = []
    /// Reading is tried again when there are this many bytes: twice as many as last time, so that a long record costs
    /// linear time.
    private var wanted = 0

    /// Begins at `seam`, `carry` being the bytes from there on that belong to chunks that are gone.
    init(from seam: Seam, carry: [UInt8] = []) {
        self.seam = seam
        self.carry = carry
    }

    /// Whether the reading waits for more bytes of a record that it has tried to read.
    var isStuck: Bool { wanted > 0 }

    /// Whether the reading of a chunk from `start` on counts.
    func proves(_ start: Seam?) -> Bool {
        guard let start, carry.isEmpty, start.offset == seam.offset, start.isInLongRun == seam.isInLongRun else {
            return false
        }
        return switch (start.state, seam.state) {
        case (.element, .element), (.document, .document): true
        default: false
        }
    }

    /// Returns the bytes to read again from the seam on, `bytes` being the next chunk's; `nil` if they are too few.
    mutating func join(_ bytes: ChunkBytes, isLast: Bool) -> ChunkBytes? {
        if carry.isEmpty, bytes.offset <= seam.offset { return bytes }
        carry.append(contentsOf: bytes.span)
        guard isLast || carry.count >= wanted else { return nil }
        return ChunkBytes(copying: carry.span, offset: seam.offset)
    }

    /// Moves to where the reading of `bytes` has ended.
    mutating func advance(to newSeam: Seam, in bytes: ChunkBytes) {
        let isStuck = newSeam.offset == seam.offset && bytes.end > seam.offset
        seam = newSeam
        let rest = bytes.span.extracting((newSeam.offset - bytes.offset)...)
        wanted = isStuck ? rest.count * 2 : 0
        carry = Array(copying: rest)
    }
}
