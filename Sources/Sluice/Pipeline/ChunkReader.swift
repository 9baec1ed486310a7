/// Opens the input and cuts it into chunks, one for each free slot.
///
/// ```
/// offset          target             cut
/// │ ◄─ chunk size ─► │ ◄─ lookahead ─► │          the next chunk begins at the cut
/// ```
///
/// It runs on a queue of its own: reading may block.
actor ChunkReader {
    /// What is known of the input once its first bytes have been looked at.
    struct Facts: Sendable {
        let head: InputHead
        let totalBytes: Int?
        let identity: FileIdentity?
    }

    /// How far behind the chunk size a place to cut is looked for at first, in bytes.
    private static let lookahead = 64 << 10
    /// A chunk grows to this many chunk sizes before it is cut where no record is seen to begin.
    private static let maximumGrowth = 8

    private let executor = QueueExecutor(label: "sluice.reader")
    private let input: InputSource
    private let chunkSize: Int
    private let cancellation: Cancellation
    private var source: (any ByteSource)?
    private var cutter: RecordCutter?
    /// Where the next chunk begins, and how its reading is to begin where that is known.
    private var offset = 0
    private var seam: Seam?
    private var index = 0
    private var isAtEnd = false

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor keeps its executor.
        unsafe executor.asUnownedSerialExecutor()
    }

    init(input: InputSource, chunkSize: Int, cancellation: Cancellation) {
        self.input = input
        self.chunkSize = chunkSize
        self.cancellation = cancellation
    }

    /// Opens the input and looks at its head.
    func open(maximumDepth: Int) throws(InputError) -> Facts {
        let source = try input.open(cancellation: cancellation)
        let head = try InputHead(of: source, name: input.nameInMessages, maximumDepth: maximumDepth)
        self.source = source
        cutter = RecordCutter(framing: head.framing, keys: head.keys)
        offset = head.start
        seam = head.firstSeam
        return Facts(head: head, totalBytes: source.totalBytes, identity: source.identity)
    }

    /// Returns the next chunk in a slot once one is free, or `nil` at the end of the input.
    func next(into slots: ChunkSlots) async throws(InputError) -> ChunkSlot? {
        guard !isAtEnd, let slot = await slots.acquire() else { return nil }
        // Another worker may have read the last chunk while this one waited.
        guard !isAtEnd, let source, let cutter else {
            slots.release(slot)
            return nil
        }
        do throws(InputError) {
            try readChunk(from: source, cutter, into: slot)
        } catch {
            isAtEnd = true
            slots.release(slot)
            throw error
        }
        return slot
    }

    /// Throws where the input is no longer what it was.
    func checkUnchanged() throws(InputError) { try source?.checkUnchanged() }

    private func readChunk(
        from source: any ByteSource,
        _ cutter: RecordCutter,
        into slot: ChunkSlot
    ) throws(InputError) {
        let (bytes, endsAtRecord) = try readToCut(from: source, cutter)
        slot.index = index
        slot.bytes = bytes
        slot.seam = seam
        slot.isLast = isAtEnd
        index += 1
        offset = bytes.end
        seam = endsAtRecord ? Seam(offset: offset, state: .element) : nil
    }

    /// Returns the bytes up to the next cut, and whether a record seems to begin there.
    private func readToCut(
        from source: any ByteSource,
        _ cutter: RecordCutter
    ) throws(InputError) -> (bytes: ChunkBytes, endsAtRecord: Bool) {
        var length = chunkSize + Self.lookahead
        let limit = max(chunkSize * Self.maximumGrowth, 4 * Self.lookahead)
        while true {
            let window = try source.window(at: offset, count: length)
            if let cut = cutter.cut(in: window.span, from: chunkSize), cut < window.count {
                return (window.prefix(cut), true)
            }
            guard window.count == length else {
                isAtEnd = true
                return (window, true)
            }
            guard length < limit else { return (window, false) }
            length = min(length * 2, limit)
        }
    }
}
