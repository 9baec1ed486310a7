/// Where a run's records and rejects go on their way to the publish; nothing is open for a run that only validates.
struct RunOutput: ~Copyable {
    private var parts: PartSequence
    /// In place of `parts`, where the records are written as Parquet.
    private var parquet: ParquetPartSequence?
    private var rejects: RejectWriter?
    /// What the rejects have come to, once they are closed.
    private var finishedRejects: WrittenFile?
    private let directory: OutputDirectory

    init(directory: consuming OutputDirectory, context: RunContext) {
        let options = context.options
        parts = PartSequence(
            partSize: options.partSize,
            fileExtension: Self.fileExtension(context),
            header: context.csv?.header,
            mode: directory.mode
        )
        parquet = context.parquet.map {
            ParquetPartSequence(plan: $0, partSize: options.partSize, mode: directory.mode)
        }
        self.directory = directory
    }

    /// Goes on with what an interrupted run has written by `checkpoint`, which is verified.
    init(
        resuming checkpoint: Checkpoint,
        in directory: consuming OutputDirectory,
        context: RunContext
    ) throws(IngestionError) {
        var files = try directory.resume(checkpoint, fileExtension: Self.fileExtension(context))
        self.init(directory: directory, context: context)
        if parquet == nil {
            parts.resume(behind: checkpoint.parts, open: files.part.take())
        } else {
            parquet?.resume(
                behind: checkpoint.parts,
                open: files.part.take(),
                rowGroups: checkpoint.rowGroups,
                recordsAhead: checkpoint.recordsAhead ?? 0
            )
        }
        rejects = files.rejects.take()
    }

    private static func fileExtension(_ context: RunContext) -> String {
        if context.parquet != nil { return "parquet" }
        return context.csv == nil ? "ndjson" : "csv"
    }

    /// Writes accepted records.
    mutating func write(_ batch: borrowing EncodedBatch) throws(IngestionError) {
        do throws(SystemError) {
            if parquet == nil {
                try parts.write(batch, in: directory.temporary)
            } else {
                try parquet?.write(batch.pages, in: directory.temporary)
            }
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
            if rejects == nil { rejects = try RejectWriter(in: directory.temporary) }
            try rejects?.write(rejection, at: position, violationPositions: violationPositions, raw: raw)
        } catch {
            throw failure(error)
        }
    }

    /// Closes the files; returns the parts, and the rejects where there are any.
    mutating func finish() throws(IngestionError) -> (parts: [FinishedPart], rejects: WrittenFile?) {
        do throws(SystemError) {
            if parquet == nil { try parts.finish(in: directory.temporary) }
            try parquet?.finish(in: directory.temporary)
            if let writer = rejects.take() { finishedRejects = try writer.close(mode: directory.mode) }
            return (parquet?.finished ?? parts.finished, finishedRejects)
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
    var closedRowGroups: Int? {
        switch parquet {
        case .some(let sequence): sequence.closedRowGroups
        case .none: nil
        }
    }

    /// The parts as they stand.
    var writtenParts: WrittenParts {
        switch parquet {
        case .some(let parts):
            WrittenParts(finishedCount: parts.finished.count, open: parts.openPart, rowGroups: parts.openRowGroups)
        case .none: WrittenParts(finishedCount: parts.finished.count, open: parts.openPart)
        }
    }

    /// The first of the parts that have been closed.
    func finishedParts(_ count: Int) -> [FinishedPart] {
        switch parquet {
        case .some(let parts): Array(parts.finished.prefix(count))
        case .none: Array(parts.finished.prefix(count))
        }
    }

    /// Prepares checkpoints of this output; `isOne` says whether it was continued from one.
    func checkpoints(_ binding: RunBinding, isOne: Bool) throws(IngestionError) -> CheckpointWriter {
        do throws(SystemError) {
            return try CheckpointWriter(binding, in: directory, isOne: isOne)
        } catch {
            throw failure(error)
        }
    }

    /// Puts everything in place.
    func publish(_ publication: OutputDirectory.Publication, manifest: Manifest) throws(IngestionError) {
        do throws(SystemError) {
            try directory.publish(publication, manifest: manifest.json().span)
        } catch {
            throw failure(error)
        }
    }

    /// Removes everything that is not published.
    func abandon() { try? directory.removeTemporary() }

    func failure(_ error: SystemError) -> IngestionError {
        IngestionError(
            .output,
            "cannot write to \(Excerpt.path(directory.directory.path)): \(error)",
            isTransient: error.isTransient
        )
    }
}

/// The parts of a run at one moment.
struct WrittenParts {
    /// How many were closed.
    ///
    /// Not the parts themselves: a list that is kept would be copied when the next one is closed.
    let finishedCount: Int
    let open: PartWriter.State?
    var rowGroups: [RowGroupMetadata] = []
}
