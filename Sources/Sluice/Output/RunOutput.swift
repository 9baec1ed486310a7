/// The files of a run on their way to the publish: parts and rejects.
struct RunOutput: ~Copyable {
    private var parts: PartSink
    private var rejects: RejectWriter?
    /// The file of rejects once it is closed.
    private var finishedRejects: WrittenFile?
    private var directory: OutputDirectory

    init(directory: OutputDirectory, plan: OutputPlan, options: IngestionOptions) {
        parts = PartSink(plan, format: options.format, partSize: options.partSize, mode: directory.mode)
        self.directory = directory
    }

    /// Continues what an interrupted run has written up to `checkpoint`, which is verified; `openPart` is the current
    /// name of the open part.
    init(
        resuming checkpoint: Checkpoint,
        openPart: String?,
        in directory: OutputDirectory,
        plan: OutputPlan,
        options: IngestionOptions
    ) throws(IngestionError) {
        var files = try directory.resume(checkpoint, openPart: openPart)
        self.init(directory: directory, plan: plan, options: options)
        parts.resume(checkpoint, open: files.part.take())
        rejects = files.rejects.take()
    }

    /// Writes accepted records of an input that begins at `start` in the sequence of all inputs.
    mutating func write(_ batch: borrowing EncodedBatch, of start: Int) throws(IngestionError) {
        do throws(SystemError) {
            try parts.write(batch, of: start, in: directory.set)
        } catch {
            throw failure(error)
        }
    }

    /// Writes a rejected record; `raw` is its bytes, or as many of them as a reject shows.
    mutating func write(_ rejection: LocatedRejection, raw: Span<UInt8>) throws(IngestionError) {
        do throws(SystemError) {
            if rejects == nil { rejects = try RejectWriter(in: directory.set) }
            try rejects?.write(rejection, raw: raw)
        } catch {
            throw failure(error)
        }
    }

    /// Closes the files; returns the parts, and the rejects if there are any.
    mutating func finish() throws(IngestionError) -> (parts: [FinishedPart], rejects: WrittenFile?) {
        do throws(SystemError) {
            try parts.finish(in: directory.set)
            if let writer = rejects.take() { finishedRejects = try writer.close() }
            return (parts.finished, finishedRejects)
        } catch {
            throw failure(error)
        }
    }

    /// What the file of rejects will hold once its buffer is written out.
    var accountedRejects: WrittenFile? {
        switch rejects {
        case .some(let writer): writer.accounted
        case .none: finishedRejects
        }
    }

    /// Writes out buffered rejects, and returns what syncs them to the device.
    ///
    /// A reject must be in the file before a checkpoint counts it.
    mutating func flushRejects() throws(IngestionError) -> BackgroundSync? {
        do throws(SystemError) {
            try rejects?.flush()
        } catch {
            throw failure(error)
        }
        return rejects?.backgroundSync
    }

    /// How many row groups have been closed; `nil` if records are in the files as soon as they are written.
    var closedRowGroups: Int? { parts.closedRowGroups }

    /// The parts as they are now.
    var writtenParts: WrittenParts { parts.written }

    /// The checkpoint of a run that can be continued at `mark`, where the parts were `written`.
    func checkpoint(at mark: InputMark, _ written: WrittenParts, replaces: Bool) -> Checkpoint {
        Checkpoint(
            replaces: replaces,
            mark: mark,
            parts: Array(parts.finished.prefix(written.finishedCount)),
            openPart: written.open?.written,
            rowGroups: written.rowGroups
        )
    }

    /// Prepares to write checkpoints of this output; `hasCheckpoint` is whether it was continued from one.
    func checkpoints(_ binding: RunBinding, hasCheckpoint: Bool) -> CheckpointWriter {
        CheckpointWriter(binding, in: directory, hasCheckpoint: hasCheckpoint)
    }

    /// The journal of the runs on this output, for `run`.
    func journal(_ run: String) throws(IngestionError) -> StatusJournal {
        do throws(SystemError) {
            return StatusJournal(in: try directory.journalDirectory, called: try directory.journalPlace, run: run)
        } catch {
            throw failure(error)
        }
    }

    /// Whether readers see either the old set or the new one while this one is published.
    var replacesAtomically: Bool { directory.replacesAtomically }

    /// Puts everything in place.
    ///
    /// - Throws: `IngestionError` of kind `usage` if the output directory now holds something that is not Sluice's, of
    ///   kind `interrupted` if `gate` is closed.
    mutating func publish(
        _ publication: OutputDirectory.Publication,
        manifest: Manifest,
        through gate: PublishGate?
    ) throws(IngestionError) {
        try directory.refuseLate(publication)
        do throws(SystemError) {
            try directory.seal(publication, manifest: manifest.json().span)
        } catch {
            throw failure(error)
        }
        guard !Task.isCancelled, gate?.startPublishing() ?? true else { throw .interrupted }
        do throws(SystemError) {
            try directory.publish()
        } catch {
            gate?.endPublishing(directory.isPublished ? .published(isComplete: publication.isComplete) : .open)
            throw directory.publishFailure(error)
        }
        gate?.endPublishing(.published(isComplete: publication.isComplete))
    }

    /// Whether everything has been put in place.
    var isPublished: Bool { directory.isPublished }

    /// Removes what the published set has replaced; returns a warning if some of it remains.
    func clearAway() -> String? { directory.clearAway() }

    /// Removes everything that is not published.
    func abandon() { try? directory.removeWork() }

    private func failure(_ error: SystemError) -> IngestionError { directory.claim.unwritable(error) }
}
