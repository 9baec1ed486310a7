/// Where a run's records and rejects go on their way to the publish; nothing is open for a run that only validates.
struct RunOutput: ~Copyable {
    private var parts: PartSink
    private var rejects: RejectWriter?
    /// What the rejects have come to, once they are closed.
    private var finishedRejects: WrittenFile?
    private var directory: OutputDirectory

    init(directory: OutputDirectory, plan: OutputPlan, options: IngestionOptions) {
        parts = PartSink(plan, format: options.format, partSize: options.partSize, mode: directory.mode)
        self.directory = directory
    }

    /// Continues what an interrupted run has written up to `checkpoint`, which is verified; `openPart` is the name that
    /// the open part has.
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

    /// Writes accepted records.
    mutating func write(_ batch: borrowing EncodedBatch) throws(IngestionError) {
        do throws(SystemError) {
            try parts.write(batch, in: directory.set)
        } catch {
            throw failure(error)
        }
    }

    /// Writes a rejected record; `raw` are its bytes, or as many of them as a reject shows.
    mutating func write(
        _ rejection: RecordRejection,
        at position: RecordPosition,
        violationPositions: [RecordPosition],
        raw: Span<UInt8>
    ) throws(IngestionError) {
        do throws(SystemError) {
            if rejects == nil { rejects = try RejectWriter(in: directory.set) }
            try rejects?.write(rejection, at: position, violationPositions: violationPositions, raw: raw)
        } catch {
            throw failure(error)
        }
    }

    /// Closes the files; returns the parts, and the rejects where there are any.
    mutating func finish() throws(IngestionError) -> (parts: [FinishedPart], rejects: WrittenFile?) {
        do throws(SystemError) {
            try parts.finish(in: directory.set)
            if let writer = rejects.take() { finishedRejects = try writer.close() }
            return (parts.finished, finishedRejects)
        } catch {
            throw failure(error)
        }
    }

    /// What the file of rejects will hold once all of them are written out.
    var accountedRejects: WrittenFile? {
        switch rejects {
        case .some(let writer): writer.accounted
        case .none: finishedRejects
        }
    }

    /// Writes out rejects that wait for it, and returns what brings them to the device.
    ///
    /// A reject is in the file before a checkpoint counts it.
    mutating func flushRejects() throws(IngestionError) -> BackgroundSync? {
        do throws(SystemError) {
            try rejects?.flush()
        } catch {
            throw failure(error)
        }
        return rejects?.backgroundSync
    }

    /// How often row groups have been closed; `nil` where a record is in the files as soon as it is written.
    var closedRowGroups: Int? { parts.closedRowGroups }

    /// The parts as they are now.
    var writtenParts: WrittenParts { parts.written }

    /// The first of the parts that have been closed.
    func finishedParts(_ count: Int) -> [FinishedPart] { Array(parts.finished.prefix(count)) }

    /// Prepares checkpoints of this output, which may have been continued from one.
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

    /// Whether a reader never sees a mixture of two sets while this one is published.
    var replacesAtomically: Bool { directory.replacesAtomically }

    /// Puts everything in place.
    ///
    /// - Throws: `IngestionError` of kind `usage` where something has come into the output directory that is not
    ///   Sluice's, of kind `interrupted` where `gate` was closed before.
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

    /// Removes what the published set has replaced; returns what is to be said about that, if anything.
    func clearAway() -> String? { directory.clearAway() }

    /// Removes everything that is not published.
    func abandon() { try? directory.removeWork() }

    func failure(_ error: SystemError) -> IngestionError { directory.claim.unwritable(error) }
}
