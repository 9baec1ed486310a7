/// Takes the workers' results back into input order, proves them, and has them entered in the run's account.
///
/// It runs on a queue of its own, so that writing holds up no worker.
actor RunSink {
    private let executor = QueueExecutor(label: "sluice.sink")
    private let context: RunContext
    /// The input, where it is a file.
    private let file: FileSource?
    private let slots: ChunkSlots
    private let guidance: CutGuidance
    /// Reads chunks whose guessed beginning was wrong.
    private let worker: ChunkWorker
    private var repaired = ChunkResult()
    private var chain: SeamChain
    private var account: RunAccount
    /// Results that have come before their turn, by their chunk's number.
    private var waiting: [Int: ChunkSlot] = [:]
    private var nextIndex = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor keeps its executor.
        unsafe executor.asUnownedSerialExecutor()
    }

    init(context: RunContext, plan: RunPlan, file: FileSource?, slots: ChunkSlots, guidance: CutGuidance) {
        self.context = context
        self.file = file
        self.slots = slots
        self.guidance = guidance
        worker = ChunkWorker(plan: plan)
        chain = SeamChain(from: context.firstSeam)
        account = RunAccount(context)
    }

    /// Takes the output directory, if the run has one, and looks where the run is to begin.
    func open() throws(IngestionError) -> RunStart { try account.open() }

    /// Goes on from `seam`; `carry` are the bytes from there to the first chunk.
    func begin(at seam: Seam, carry: ChunkBytes) {
        chain = SeamChain(from: seam, carry: Array(copying: carry.span))
    }

    /// What an interrupted run had done.
    var resumed: IngestionProgress? { account.resumed }

    /// Takes a worker's result; writes it, and those that have waited for it.
    func accept(_ slot: ChunkSlot) throws(IngestionError) {
        waiting[slot.index] = slot
        while let slot = waiting.removeValue(forKey: nextIndex) {
            nextIndex += 1
            defer { slots.release(slot) }
            guard let bytes = slot.bytes else { continue }
            let isProven = chain.proves(slot.seam)
            if isProven {
                try enter(slot.result, of: bytes)
                if slot.result.isPaused { try read(bytes, of: slot) }
            } else if let joined = chain.join(bytes, isLast: slot.isLast) {
                try read(joined, of: slot)
            }
            try account.arrive(at: chain.isStuck ? nil : chain.seam, nextChunk: bytes.end)
            if let guess = slot.seam?.offset { guidance.note(guessAt: guess, wasRight: isProven, seam: chain.seam) }
        }
    }

    /// Reads a chunk from the seam on: one whose guess was wrong, or one with more bad records than are kept at once.
    private func read(_ bytes: ChunkBytes, of slot: ChunkSlot) throws(IngestionError) {
        repeat {
            worker.process(
                bytes,
                from: chain.seam,
                isLast: slot.isLast,
                isFollowedByObject: slot.isFollowedByObject,
                into: &repaired
            )
            try enter(repaired, of: bytes)
        } while repaired.isPaused
    }

    /// Enters a result in the account, and moves on to where the reading has ended.
    private func enter(_ result: borrowing ChunkResult, of bytes: ChunkBytes) throws(IngestionError) {
        // The chunk has been read by now. If that was another text, what was made of it is of no use.
        if let change = file?.change { throw change }
        try account.enter(result, of: bytes)
        chain.advance(to: result.seam, in: bytes)
        // Excerpts, rejects and what is carried on were read since then; a checkpoint may follow.
        if let change = file?.change { throw change }
    }

    /// Ends a run of which every chunk has been accepted: checks the account and publishes.
    func finish() throws(IngestionError) -> IngestionReport {
        try account.finish(end: chain.seam.offset, of: file)
    }

    /// Ends a run that has failed: removes what it has written, and returns what is known of it.
    func fail(with error: IngestionError) -> IngestionReport { account.fail(with: error) }
}
