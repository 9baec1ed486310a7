/// Opens one input after the other and hands out their chunks, one for each free buffer.
///
/// It runs on a queue of its own: reading may block. A chunk never extends over two inputs; one without a document has a
/// buffer without bytes. A failure takes its turn in a buffer too, so that it is not reported before what was read
/// earlier.
actor ChunkReader {
    /// The input that is being read; `chunks` is `nil` for a blank one.
    private struct Current {
        let input: RunInput
        var chunks: ChunkSequence?
        var hasBegun = false
    }

    /// How many small files are handed over together with the first at most.
    ///
    /// Their buffers keep their storage, which is an eighth of a chunk for each.
    private static let maximumFollowers = 15

    private let executor = QueueExecutor(label: "sluice.reader")
    private let location: RecordLocation?
    private let chunkSize: Int
    private let wanted: LeadingRecords?
    private let cuts: ChunkSequence.Cuts
    /// Whether the sink's progress may change how chunks are cut.
    private var isGuided: Bool { cuts == .any }
    private let cancellation: Cancellation
    private let pool = TextBlockPool(maximumCount: 4 * (maximumFollowers + 1))
    private var inputs: InputList?
    private var current: Current?
    private var nextInput = 0
    private var index = 0
    private var hasFailed = false
    /// Where the streams of compressed inputs break off, by the inputs' numbers.
    private var breaks: [Int: StreamBreak] = [:]

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor keeps its executor.
        unsafe executor.asUnownedSerialExecutor()
    }

    init(
        at location: RecordLocation?,
        chunkSize: Int,
        wanted: LeadingRecords?,
        cuts: ChunkSequence.Cuts,
        cancellation: Cancellation
    ) {
        self.location = location
        self.chunkSize = chunkSize
        self.wanted = wanted
        self.cuts = cuts
        self.cancellation = cancellation
    }

    /// Lists the inputs, unless `listed` by an earlier attempt, opens the first one and examines its head.
    func open(_ sources: [InputSource], listed: InputList?) throws(InputError) -> InputList {
        let inputs = if let listed { listed } else { try InputList(sources) }
        self.inputs = inputs
        current = try open(0, of: inputs)
        return inputs
    }

    /// Whether the current input is compressed.
    var isCompressed: Bool { current?.input.facts?.compression != nil }

    /// Begins at `point`, before the first call of `next`; returns its input, and the bytes between its seam and the
    /// first chunk.
    func begin(at point: ResumePoint) throws(InputError) -> (input: RunInput, carry: ChunkBytes)? {
        guard let inputs else { return nil }
        current = nil
        nextInput = point.input
        var opened = try open(point.input, of: inputs)
        guard let carry = try opened.chunks?.begin(at: point) else { return nil }
        opened.hasBegun = true
        current = opened
        return (opened.input, carry)
    }

    private func open(_ index: Int, of inputs: InputList) throws(InputError) -> Current {
        let result = try OpenedInput.input(
            index,
            of: inputs,
            at: location,
            chunkSize: chunkSize,
            wanted: wanted,
            cuts: cuts,
            pool: pool,
            cancellation: cancellation
        )
        let guidance = CutGuidance(isActive: isGuided)
        switch result {
        case .opened(let opened):
            return Current(input: RunInput(index, .opened(opened.facts), guidance: guidance), chunks: opened.chunks)
        case .blank(let blank): return Current(input: RunInput(index, .blank(blank), guidance: guidance))
        }
    }

    /// Returns the next chunk in a buffer once one is free, or `nil` after the last one.
    func next(into buffers: ChunkBuffers) async -> ChunkBuffer? {
        guard let buffer = await buffers.acquire() else { return nil }
        do throws(InputError) {
            // Another worker may have read the last chunk while this one waited.
            guard try read(into: buffer) else {
                buffers.release(buffer)
                return nil
            }
        } catch {
            hasFailed = true
            buffer.failure = error
        }
        buffer.index = index
        index += 1
        readFollowers(of: buffer)
        return buffer
    }

    /// Reads small files that follow, so that the buffer has about as much to read as with a large one.
    private func readFollowers(of buffer: ChunkBuffer) {
        var size = buffer.bytes?.count ?? 0
        for _ in 0..<Self.maximumFollowers {
            guard !hasFailed, let next = sizeOfNextFile, next <= chunkSize / 8, size + next <= chunkSize else { return }
            size += next
            let follower = buffer.addFollower()
            do throws(InputError) {
                guard try read(into: follower) else { return buffer.removeFollower() }
            } catch {
                hasFailed = true
                follower.failure = error
            }
        }
    }

    /// The size of the next input, if that has not been opened and is a file.
    private var sizeOfNextFile: Int? {
        guard let inputs, current == nil, nextInput < inputs.count else { return nil }
        return inputs.identity(at: nextInput)?.size
    }

    /// Reads up to `limit` further bytes of the input with this number; returns where its stream breaks off, if it does
    /// there.
    func findBreak(ofInput index: Int?, within limit: Int) throws(InputError) -> StreamBreak? {
        if let index, let streamBreak = breaks[index] { return streamBreak }
        guard let current, current.input.index == index, var chunks = current.chunks else { return nil }
        defer { self.current?.chunks = chunks }
        return try chunks.findBreak(within: limit)
    }

    /// Reads the next chunk; returns false after the last one.
    private func read(into buffer: ChunkBuffer) throws(InputError) -> Bool {
        guard let inputs, !hasFailed else { return false }
        if current == nil, nextInput < inputs.count { current = try open(nextInput, of: inputs) }
        guard var current else { return false }
        buffer.begin(current.input, isFirst: !current.hasBegun)
        if var chunks = current.chunks {
            if let start = current.input.guidance.takeScanStart(before: chunks.offset) {
                try chunks.stopGuessing(from: start)
            }
            if let chunk = try chunks.next() {
                buffer.take(chunk)
                breaks[current.input.index] = chunk.streamBreak
            }
            current.chunks = chunks
        }
        current.hasBegun = true
        self.current = buffer.isLast ? nil : current
        if buffer.isLast { nextInput += 1 }
        return true
    }
}
