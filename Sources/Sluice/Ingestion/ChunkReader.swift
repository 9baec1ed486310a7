/// Opens the input and hands out its chunks, one for each free buffer.
///
/// It runs on a queue of its own: reading may block.
actor ChunkReader {
    private let executor = QueueExecutor(label: "sluice.reader")
    private let input: InputSource
    private let location: RecordLocation?
    private let chunkSize: Int
    private let guidance: CutGuidance
    private let cancellation: Cancellation
    private var chunks: ChunkSequence?
    private var index = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor keeps its executor.
        unsafe executor.asUnownedSerialExecutor()
    }

    init(
        input: InputSource,
        at location: RecordLocation?,
        chunkSize: Int,
        guidance: CutGuidance,
        cancellation: Cancellation
    ) {
        self.input = input
        self.location = location
        self.chunkSize = chunkSize
        self.guidance = guidance
        self.cancellation = cancellation
    }

    /// Opens the input and examines its head.
    func open() throws(InputError) -> InputFacts {
        let opened = try OpenedInput(input, at: location, chunkSize: chunkSize, cancellation: cancellation)
        chunks = opened.chunks
        return opened.facts
    }

    /// Begins at `point`, before the first call of `next`; returns the bytes between its seam and its first chunk.
    func begin(at point: ResumePoint) throws(InputError) -> ChunkBytes? {
        guard var chunks else { return nil }
        let carry = try chunks.begin(at: point)
        self.chunks = chunks
        return carry
    }

    /// Returns the next chunk in a buffer once one is free, or `nil` at the end of the input.
    func next(into buffers: ChunkBuffers) async throws(InputError) -> ChunkBuffer? {
        guard let buffer = await buffers.acquire() else { return nil }
        do throws(InputError) {
            // Another worker may have read the last chunk while this one waited.
            guard let chunk = try nextChunk() else {
                buffers.release(buffer)
                return nil
            }
            buffer.take(chunk, index: index)
            index += 1
            return buffer
        } catch {
            buffers.release(buffer)
            throw error
        }
    }

    /// Reads up to `limit` further bytes; returns where the stream of a compressed input breaks off, if it does there.
    func findBreak(within limit: Int) throws(InputError) -> StreamBreak? {
        guard var chunks else { return nil }
        defer { self.chunks = chunks }
        return try chunks.findBreak(within: limit)
    }

    private func nextChunk() throws(InputError) -> Chunk? {
        guard var chunks else { return nil }
        if let start = guidance.takeScanStart(before: chunks.offset) { try chunks.stopGuessing(from: start) }
        let chunk = try chunks.next()
        self.chunks = chunks
        return chunk
    }
}
