/// Proves one chunk after the other.
///
/// A chunk that was read from a guessed place counts only if the previous reading ended exactly there. Otherwise its
/// bytes, together with what is left of the previous ones, are read again from the true place. By induction the result
/// is that of a single reader that began at the first byte, whatever the chunks.
struct SeamChain {
    /// How far the input has been read.
    private(set) var seam: Seam
    /// Bytes from the seam on that belong to chunks that are gone.
    private var carry: [UInt8] = []
    /// Reading is tried again when there are this many bytes: twice as many as last time, so that a long record takes
    /// linear time.
    private var wanted = 0

    /// Starts at `seam`; `carry` has the bytes from there on that belong to chunks that are gone.
    init(from seam: Seam, carry: [UInt8] = []) {
        self.seam = seam
        self.carry = carry
    }

    /// Whether a record has been tried that needs more bytes.
    var isStuck: Bool { wanted > 0 }

    /// Whether a chunk that was read from `start` counts.
    func proves(_ start: Seam?) -> Bool {
        guard let start, carry.isEmpty, start.offset == seam.offset, start.isInLongRun == seam.isInLongRun else {
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
        carry.append(contentsOf: bytes.span)
        guard isLast || carry.count >= wanted else { return nil }
        return ChunkBytes(copying: carry.span, offset: seam.offset)
    }

    /// Moves to where the reading of `bytes` ended.
    mutating func advance(to newSeam: Seam, in bytes: ChunkBytes) {
        let isStuck = newSeam.offset == seam.offset && bytes.end > seam.offset
        seam = newSeam
        let rest = bytes.span.extracting((newSeam.offset - bytes.offset)...)
        wanted = isStuck ? rest.count * 2 : 0
        carry = Array(copying: rest)
    }
}
