/// Opens the input and hands its chunks out, one for each free slot.
///
/// It runs on a queue of its own: reading may block.
actor ChunkReader {
    /// What is known of the input once its first bytes have been looked at.
    struct Facts: Sendable {
        let head: InputHead
        let totalBytes: Int?
        /// The input, where it is a file.
        let file: FileSource?
    }

    private let executor = QueueExecutor(label: "sluice.reader")
    private let input: InputSource
    private let chunkSize: Int
    private let guidance: CutGuidance
    private let cancellation: Cancellation
    private var chunks: ChunkSequence?
    private var index = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor keeps its executor.
        unsafe executor.asUnownedSerialExecutor()
    }

    init(input: InputSource, chunkSize: Int, guidance: CutGuidance, cancellation: Cancellation) {
        self.input = input
        self.chunkSize = chunkSize
        self.guidance = guidance
        self.cancellation = cancellation
    }

    /// Opens the input and looks at its head.
    func open(_ limits: RecordReader.Limits) throws(InputError) -> Facts {
        let source = try input.open(cancellation: cancellation)
        let head = try source.head(name: input.nameInMessages, limits: limits)
        chunks = ChunkSequence(source, head: head, chunkSize: chunkSize)
        return Facts(head: head, totalBytes: source.totalBytes, file: source as? FileSource)
    }

    /// Begins at `point`, before the first chunk has been asked for; returns the bytes between its seam and the first
    /// chunk.
    func begin(at point: ResumePoint) throws(InputError) -> ChunkBytes? {
        guard var chunks else { return nil }
        let carry = try chunks.begin(at: point)
        self.chunks = chunks
        return carry
    }

    /// Returns the next chunk in a slot once one is free, or `nil` at the end of the input.
    func next(into slots: ChunkSlots) async throws(InputError) -> ChunkSlot? {
        guard let slot = await slots.acquire() else { return nil }
        do throws(InputError) {
            // Another worker may have read the last chunk while this one waited.
            guard let chunk = try nextChunk() else {
                slots.release(slot)
                return nil
            }
            slot.take(chunk, index: index)
            index += 1
            return slot
        } catch {
            slots.release(slot)
            throw error
        }
    }

    private func nextChunk() throws(InputError) -> Chunk? {
        guard var chunks else { return nil }
        if let start = guidance.takeScanStart(before: chunks.offset) { try chunks.stopGuessing(from: start) }
        let chunk = try chunks.next()
        self.chunks = chunks
        return chunk
    }
}
