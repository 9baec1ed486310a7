#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Writes encoded batches into parts: a sequence of records, or of row groups.
enum PartSink: ~Copyable {
    case rows(PartSequence)
    case rowGroups(ParquetPartSequence)

    init(_ plan: OutputPlan, format: OutputFormat, partSize: Int, mode: mode_t) {
        switch plan {
        case .none, .ndjson:
            self = .rows(PartSequence(partSize: partSize, fileExtension: format.fileExtension, mode: mode))
        case .csv(let plan):
            self = .rows(
                PartSequence(
                    partSize: partSize,
                    fileExtension: format.fileExtension,
                    header: plan.header,
                    mode: mode
                )
            )
        case .parquet(let plan):
            self = .rowGroups(ParquetPartSequence(plan: plan, partSize: partSize, mode: mode))
        }
    }

    /// Continues after what an interrupted run wrote up to `checkpoint`; `open` is the part that was open.
    mutating func resume(_ checkpoint: Checkpoint, open: consuming PartWriter?) {
        switch consume self {
        case .rows(var parts):
            parts.resume(after: checkpoint.parts, open: open)
            self = .rows(parts)
        case .rowGroups(var parts):
            parts.resume(
                after: checkpoint.parts,
                open: open,
                rowGroups: checkpoint.rowGroups,
                recordsAhead: checkpoint.recordsAhead ?? 0
            )
            self = .rowGroups(parts)
        }
    }

    /// Writes a batch to the parts in `directory`; its input begins at `origin` in the sequence of all inputs.
    mutating func write(
        _ batch: borrowing EncodedBatch,
        of origin: Int,
        in directory: Directory
    ) throws(SystemError) {
        switch consume self {
        case .rows(var parts):
            let result = Result { () throws(SystemError) in try parts.write(batch, of: origin, in: directory) }
            self = .rows(parts)
            try result.get()
        case .rowGroups(var parts):
            let result = Result { () throws(SystemError) in try parts.write(batch.pages, of: origin, in: directory) }
            self = .rowGroups(parts)
            try result.get()
        }
    }

    /// Closes the last part.
    mutating func finish(in directory: Directory) throws(SystemError) {
        switch consume self {
        case .rows(var parts):
            let result = Result { () throws(SystemError) in try parts.finish(in: directory) }
            self = .rows(parts)
            try result.get()
        case .rowGroups(var parts):
            let result = Result { () throws(SystemError) in try parts.finish(in: directory) }
            self = .rowGroups(parts)
            try result.get()
        }
    }

    /// The parts that have been closed.
    var finished: [FinishedPart] {
        switch self {
        case .rows(let parts): parts.finished
        case .rowGroups(let parts): parts.finished
        }
    }

    /// How many row groups have been closed; `nil` if records are in the files as soon as they are written.
    var closedRowGroups: Int? {
        switch self {
        case .rows: nil
        case .rowGroups(let parts): parts.closedRowGroups
        }
    }

    /// The parts as they are now.
    var written: WrittenParts {
        switch self {
        case .rows(let parts): WrittenParts(finishedCount: parts.finished.count, open: parts.openPart)
        case .rowGroups(let parts):
            WrittenParts(finishedCount: parts.finished.count, open: parts.openPart, rowGroups: parts.openRowGroups)
        }
    }
}
