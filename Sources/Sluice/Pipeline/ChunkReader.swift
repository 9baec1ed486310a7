/// Cuts the input into chunks, one for each free slot.
///
/// ```
/// offset          target             cut
/// │ ◄─ chunk size ─► │ ◄─ lookahead ─► │          the next chunk begins at the cut
/// ```
actor ChunkReader {
    /// How far behind the chunk size a place to cut is looked for at first, in bytes.
    private static let lookahead = 64 << 10
    /// A chunk grows to this many chunk sizes before it is cut where no record is seen to begin.
    private static let maximumGrowth = 8

    private let executor = QueueExecutor(label: "sluice.reader")
    private let source: any ByteSource
    private let cutter: RecordCutter
    private let slots: ChunkSlots
    private let chunkSize: Int
    private var seam: Seam?
    private var offset: Int
    private var index = 0
    private var isAtEnd = false

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor keeps its executor.
        unsafe executor.asUnownedSerialExecutor()
    }

    init(source: sending any ByteSource, head: InputHead, slots: ChunkSlots, chunkSize: Int) {
        self.source = source
        self.slots = slots
        self.chunkSize = chunkSize
        cutter = RecordCutter(framing: head.framing, keys: head.keys)
        offset = head.start
        seam = Seam(offset: head.start, state: head.framing == .array ? .beginning : .element)
    }

    /// Returns the next chunk in a slot once one is free, or `nil` at the end of the input.
    func next() async throws(InputError) -> ChunkSlot? {
        guard !isAtEnd, let slot = await slots.acquire() else { return nil }
        // Another worker may have read the last chunk while this one waited.
        guard !isAtEnd else {
            slots.release(slot)
            return nil
        }
        do {
            try readChunk(into: slot)
        } catch {
            isAtEnd = true
            slots.release(slot)
            throw error
        }
        return slot
    }

    /// Throws where the input is no longer what it was.
    func checkUnchanged() throws(InputError) { try source.checkUnchanged() }

    private func readChunk(into slot: ChunkSlot) throws(InputError) {
        let seam = seam
        let (bytes, cut) = try readToCut()
        slot.index = index
        slot.bytes = bytes
        slot.seam = seam
        slot.isLast = isAtEnd
        index += 1
        offset = bytes.end
        self.seam = cut ? Seam(offset: bytes.end, state: .element) : nil
    }

    /// Returns the bytes up to the next cut, and whether a record seems to begin there.
    private func readToCut() throws(InputError) -> (bytes: ChunkBytes, isAtRecord: Bool) {
        var length = chunkSize + Self.lookahead
        let limit = max(chunkSize * Self.maximumGrowth, 4 * Self.lookahead)
        while true {
            let window = try source.window(at: offset, count: length)
            if let cut = cutter.cut(in: window.span, from: chunkSize), cut < window.count {
                return (window.prefix(cut), true)
            }
            if window.count < length {
                isAtEnd = true
                return (window, true)
            }
            if length >= limit { return (window, false) }
            length = min(length * 2, limit)
        }
    }
}
