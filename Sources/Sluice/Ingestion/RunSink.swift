/// Puts the workers' results back into input order, proves their seams, and records them in the run's account.
///
/// It runs on a queue of its own, so that writing delays no worker.
actor RunSink {
    private let executor = QueueExecutor(label: "sluice.sink")
    private let context: RunContext
    private let observers: RunObservers
    private let buffers: ChunkBuffers
    /// Processes chunks whose guessed seam was wrong.
    private let worker: ChunkWorker
    private let repaired = ChunkBuffer()
    /// Proves the chunks of the current input.
    private var chain = SeamChain(from: Seam(offset: 0, state: .document))
    private var account: RunAccount
    /// Results that wait for their turn, by their chunk's number.
    private var waiting: [Int: ChunkBuffer] = [:]
    private var nextIndex = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // SAFETY: the actor keeps its executor.
        unsafe executor.asUnownedSerialExecutor()
    }

    init(
        _ context: RunContext,
        _ request: OutputRequest?,
        stream: StreamRequest? = nil,
        plan: RunPlan,
        observers: RunObservers,
        buffers: ChunkBuffers,
        notices: NoticeRegister = NoticeRegister()
    ) {
        self.context = context
        self.observers = observers
        self.buffers = buffers
        worker = ChunkWorker(plan: plan)
        let makesDiagnostics = !observers.isEmpty
        account = RunAccount(context, request, stream, notices: notices, makesDiagnostics: makesDiagnostics)
    }

    /// Claims the output directory, if the run has one, and determines where the run begins.
    func open() async throws(IngestionError) -> RunStart {
        let start = Result { () throws(IngestionError) in try account.open() }
        await observers.didWarn(account.takeWarnings())
        return try start.get()
    }

    /// Continues in `input` at `seam`; `carry` are the bytes from there to the first chunk.
    func resume(_ input: RunInput, at seam: Seam, carry: ChunkBytes) {
        account.resume(input)
        begin(input, at: seam, carry: carry)
    }

    private func begin(_ input: RunInput, at seam: Seam, carry: ChunkBytes? = nil) {
        chain = SeamChain(from: seam, carry: carry)
        if let facts = input.facts { worker.begin(input.index, facts.head) }
    }

    /// Throws if the current input has changed since it was opened.
    func checkInput() throws(IngestionError) { try account.input?.checkUnchanged() }

    /// The number of the current input, if that is compressed.
    var compressedInput: Int? { account.input?.facts?.compression == nil ? nil : account.input?.index }

    /// What an interrupted run had done.
    var resumed: IngestionProgress? { account.resumed }

    /// Whether a stream has received anything.
    var hasStreamed: Bool { account.hasStreamed }

    /// Takes a worker's result; when its turn comes, writes it and those that have waited for it.
    ///
    /// Returns whether there is more to read: not after the last record of a limited run.
    @discardableResult
    func accept(_ buffer: ChunkBuffer) async throws(IngestionError) -> Bool {
        waiting[buffer.index] = buffer
        while !account.isAtLimit, let buffer = waiting.removeValue(forKey: nextIndex) {
            nextIndex += 1
            defer { buffers.release(buffer) }
            try await record(buffer)
            for follower in buffer.followers where !account.isAtLimit { try await record(follower) }
        }
        return !account.isAtLimit
    }

    /// Records the chunk of a buffer, and begins and ends its input.
    private func record(_ buffer: ChunkBuffer) async throws(IngestionError) {
        if let failure = buffer.failure { throw IngestionError(failure) }
        guard let input = buffer.input else { return }
        if buffer.isFirst {
            try account.begin(input)
            begin(input, at: input.facts?.head.firstSeam ?? Seam(offset: 0, state: .document))
        }
        if let bytes = buffer.bytes { try await record(bytes, of: buffer, input) }
        if account.isAtLimit {
            account.endAtLimit()
        } else {
            if let streamBreak = buffer.streamBreak ?? input.blank?.streamBreak { try account.breakOff(streamBreak) }
            if buffer.isLast { try account.endInput(at: chain.seam.offset) }
        }
        await observers.didWarn(account.takeWarnings())
    }

    /// Records a chunk, once it is proven or has been read again.
    private func record(_ bytes: ChunkBytes, of buffer: ChunkBuffer, _ input: RunInput) async throws(IngestionError) {
        let isProven = chain.proves(buffer.seam)
        if isProven, !mayReachLimit(buffer) {
            try await record(buffer, bytes)
            if buffer.result.isPaused { try await read(bytes, of: buffer, rowLimit: buffer.result.rowLimit) }
        } else if let joined = chain.join(bytes, isLast: buffer.isLast || buffer.isCutShort) {
            try await read(joined, of: buffer)
        }
        // What comes after a limited run's last record has not been examined, so the run is not continued there.
        let isResumable = !chain.isStuck && !account.isAtLimit
        try account.advance(to: isResumable ? chain.seam : nil, nextChunk: bytes.end)
        if let guess = buffer.seam?.offset {
            input.guidance.note(guessAt: guess, wasRight: isProven, seam: chain.seam)
        }
    }

    /// Whether the last record of a limited run may be in the chunk, which is then read again up to there.
    private func mayReachLimit(_ buffer: ChunkBuffer) -> Bool {
        guard let remaining = account.remainingRecords else { return false }
        return buffer.isCutShort || buffer.result.recordCount >= remaining
    }

    /// Processes a chunk from the seam on: one whose guess was wrong, that has more bad records than are kept at once, or
    /// that has the last record of a limited run.
    private func read(
        _ bytes: ChunkBytes,
        of buffer: ChunkBuffer,
        rowLimit: Int = .max
    ) async throws(IngestionError) {
        repaired.result.rowLimit = rowLimit
        repeat {
            worker.process(
                bytes,
                from: chain.seam,
                isLast: buffer.isLast,
                isFollowedByObject: buffer.isFollowedByObject,
                isCutShort: buffer.isCutShort,
                upTo: account.remainingRecords,
                rowLimit: repaired.result.rowLimit,
                into: &repaired.result
            )
            try await record(repaired, bytes)
        } while repaired.result.isPaused
    }

    /// Records a result, and advances the chain to where its reading ended.
    private func record(_ buffer: ChunkBuffer, _ bytes: ChunkBytes) async throws(IngestionError) {
        // The chunk has been read by now. If the input has changed, its results are discarded.
        try checkInput()
        account.begin(buffer.result, of: bytes)
        var areAllRecorded = false
        while !areAllRecorded {
            let rejections = try account.recordRejections(buffer.result, of: bytes)
            await observers.didReject(rejections.diagnostics)
            if let failure = rejections.failure { throw failure }
            areAllRecorded = rejections.areAllRecorded
        }
        try account.end(buffer.result, of: bytes)
        await observers.didProgress(account.progress)
        chain.advance(to: buffer.result.seam, in: bytes)
        // Excerpts, rejects and carried bytes have been read since then, and a checkpoint may follow.
        try checkInput()
    }

    /// Ends a run whose chunks have all been accepted: checks the account and publishes.
    func finish() async throws(IngestionError) -> IngestionReport {
        let report = Result { () throws(IngestionError) in try account.finish() }
        await observers.didWarn(account.takeWarnings())
        return try report.get()
    }

    /// Ends a run that has failed: removes what it has written, or keeps it for a resume, and returns its report.
    func fail(with error: IngestionError) -> IngestionReport { account.fail(with: error) }
}
