/// Turns the accepted rows of batches into bytes of the run's output format.
///
/// A worker owns one and uses it for all its chunks. It is switched over once per batch, never per record.
enum BatchEncoder: ~Copyable {
    /// Records are only counted.
    case none(dropsUnknownFields: Bool)
    case ndjson(NDJSONEncoder)
    case csv(CSVEncoder)
    case parquet(ParquetEncoder)

    init(_ plan: OutputPlan, fields: FieldTable, dropsUnknownFields: Bool) {
        switch plan {
        case .none: self = .none(dropsUnknownFields: dropsUnknownFields)
        case .ndjson: self = .ndjson(NDJSONEncoder(fields: fields, dropsUnknownFields: dropsUnknownFields))
        case .csv(let plan): self = .csv(CSVEncoder(plan))
        case .parquet(let plan): self = .parquet(ParquetEncoder(plan: plan))
        }
    }

    /// Starts a new chunk.
    mutating func beginChunk() { updateColumns { $0.begin() } }

    /// Appends the rows of `batch` that no check has rejected; returns how many unknown fields were dropped.
    ///
    /// A format with typed columns also rejects rows with values that do not fit.
    mutating func encode(_ batch: inout RecordBatch, into output: inout EncodedBatch) -> Int {
        let dropped: Int
        switch consume self {
        case .none(let dropsUnknownFields):
            let unknown = output.countRecords(of: batch)
            dropped = dropsUnknownFields ? unknown : 0
            self = .none(dropsUnknownFields: dropsUnknownFields)
        case .ndjson(var encoder):
            dropped = encoder.encode(batch, into: &output)
            self = .ndjson(encoder)
        case .csv(var encoder):
            dropped = encoder.encode(batch, into: &output)
            self = .csv(encoder)
        case .parquet(var encoder):
            dropped = encoder.encode(&batch, into: &output)
            self = .parquet(encoder)
        }
        return dropped
    }

    /// Ends the chunk: everything in it is then in `output`.
    mutating func endChunk(into output: inout EncodedBatch) { updateColumns { $0.closePageBatch(&output) } }

    /// Returns what is to be said of the columns of the chunk.
    mutating func takeNotices() -> [ColumnNotice] {
        var notices: [ColumnNotice] = []
        updateColumns { notices = $0.takeNotices() }
        return notices
    }

    /// Updates the encoder of a format that gathers columns of a chunk; others write each record at once.
    private mutating func updateColumns(_ update: (inout ParquetEncoder) -> Void) {
        switch consume self {
        case .none(let dropsUnknownFields): self = .none(dropsUnknownFields: dropsUnknownFields)
        case .ndjson(let encoder): self = .ndjson(encoder)
        case .csv(let encoder): self = .csv(encoder)
        case .parquet(var encoder):
            update(&encoder)
            self = .parquet(encoder)
        }
    }
}
