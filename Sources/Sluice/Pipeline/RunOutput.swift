/// Where a run's records and rejects go on their way to the publish; nothing is open for a run that only validates.
struct RunOutput: ~Copyable {
    private var parts: PartSequence
    /// In place of `parts`, where the records are written as Parquet.
    private var parquet: ParquetPartSequence?
    private var rejects: RejectWriter?
    private let directory: OutputDirectory

    init(directory: consuming OutputDirectory, context: RunContext) {
        let options = context.options
        parts = PartSequence(
            partSize: options.partSize,
            fileExtension: context.csv == nil ? "ndjson" : "csv",
            header: context.csv?.header,
            mode: directory.mode
        )
        parquet = context.parquet.map {
            ParquetPartSequence(plan: $0, partSize: options.partSize, mode: directory.mode)
        }
        self.directory = directory
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

    /// Closes the files; returns the parts and whether there are rejects.
    mutating func finish() throws(IngestionError) -> (parts: [FinishedPart], hasRejects: Bool) {
        do throws(SystemError) {
            if parquet == nil { try parts.finish(in: directory.temporary) }
            try parquet?.finish(in: directory.temporary)
            let finished = parquet?.finished ?? parts.finished
            guard let writer = rejects.take() else { return (finished, false) }
            try writer.close(mode: directory.mode)
            return (finished, true)
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

    private func failure(_ error: SystemError) -> IngestionError {
        IngestionError(
            .output,
            "cannot write to \(Excerpt.path(directory.directory.path)): \(error)",
            isTransient: error.isTransient
        )
    }
}
