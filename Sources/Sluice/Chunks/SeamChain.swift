/// Proves one chunk after the other.
///
/// A chunk that was read from a guessed place counts only if the previous reading ended exactly there. Otherwise its
/// bytes, together with what is left of the previous ones, are read again from the true place. By induction the result
/// is that of a single reader that began at the first byte, whatever the chunks.
struct SeamChain {
    /// How far the input has been read.
    private(set) var seam: Seam
    /// Bytes from the seam on that belong to chunks that are gone, in pieces: a long record is copied only when there is
    /// enough of it to try again.
    private var carry: [ChunkBytes] = []
    private var carriedBytes = 0
    /// Reading is tried again when there are this many bytes: twice as many as last time, so that a long record takes
    /// linear time.
    private var wanted = 0

    /// Starts at `seam`; `carry` has the bytes from there on that belong to chunks that are gone.
    init(from seam: Seam, carry: ChunkBytes? = nil) {
        self.seam = seam
        if let carry, carry.count > 0 { keep(carry) }
    }

    /// Whether a record has been tried that needs more bytes.
    var isStuck: Bool { wanted > 0 }

    /// Whether a chunk that was read from `start` counts.
    func proves(_ start: Seam?) -> Bool {
        guard let start, carry.isEmpty, start.offset == seam.offset, start.isInLongRun == seam.isInLongRun,
            start.arrays == seam.arrays || start.state.level == .document
        else {
            return false
        }
        return switch (start.state, seam.state) {
        case (.element, .element), (.document, .document): true
        default: false
        }
    }

    /// Adds the next chunk's bytes; returns the bytes to read from the seam on, or `nil` if they are too few.
    mutating func join(_ bytes: ChunkBytes, isLast: Bool) -> ChunkBytes? {
        if carry.isEmpty, bytes.offset <= seam.offset { return bytes }
        keep(bytes)
        guard isLast || carriedBytes >= wanted else { return nil }
        return ChunkBytes(joining: &carry, count: carriedBytes)
    }

    private mutating func keep(_ bytes: ChunkBytes) {
        carry.append(bytes)
        carriedBytes += bytes.count
    }

    /// Moves to where the reading of `bytes` ended.
    mutating func advance(to newSeam: Seam, in bytes: ChunkBytes) {
        let isStuck = newSeam.offset == seam.offset && bytes.end > seam.offset
        seam = newSeam
        carry = []
        carriedBytes = 0
        let rest = bytes.span.extracting((newSeam.offset - bytes.offset)...)
        wanted = isStuck ? rest.count * 2 : 0
        guard rest.count > 0 else { return }
        // A copy of the bytes as they are would be needed as long as the bytes themselves.
        keep(rest.count == bytes.count ? bytes : ChunkBytes(copying: rest, offset: newSeam.offset))
    }
}
