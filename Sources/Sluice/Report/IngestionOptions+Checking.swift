extension IngestionOptions {
    /// What the reading of records is bound to.
    var limits: RecordReader.Limits {
        var limits = RecordReader.Limits(recordSize: maximumRecordSize, depth: maximumDepth)
        limits.endsAtFirstFault = errorPolicy == .fail
        return limits
    }

    /// The bounds that keep every offset in a chunk within 32 bits.
    private static let maximumChunkSize = 64 << 20
    private static let largestRecordSize = 1 << 30

    /// Throws where an option has a value that no run can have.
    func check() throws(IngestionError) {
        guard jobs >= 1 else { throw IngestionError(.usage, "at least one job is needed") }
        guard (1...Self.maximumChunkSize).contains(chunkSize) else {
            throw IngestionError(.usage, "a chunk has 1 to \(Self.maximumChunkSize) bytes")
        }
        guard (1...Self.largestRecordSize).contains(maximumRecordSize) else {
            throw IngestionError(.usage, "the largest record has 1 to \(Self.largestRecordSize) bytes")
        }
        guard maximumDepth >= 1 else { throw IngestionError(.usage, "a record is at least one level deep") }
        guard partSize >= 1 else { throw IngestionError(.usage, "a part has at least one byte") }
        try checkFormat()
    }

    /// Pages have sizes of 32 bits, and a value of a few bytes may become one of eight.
    private static let largestParquetRecord = 256 << 20

    private func checkFormat() throws(IngestionError) {
        guard format == .csv || csvNull.isEmpty else { throw IngestionError(.usage, "only CSV has a text for null") }
        guard format == .parquet else {
            guard compression == nil else { throw IngestionError(.usage, "only Parquet has a compression") }
            return
        }
        guard rowGroupSize >= 1 else { throw IngestionError(.usage, "a row group has at least one byte") }
        guard maximumRecordSize <= Self.largestParquetRecord else {
            let limit = Self.largestParquetRecord >> 20
            throw IngestionError(.usage, "with Parquet the largest record has at most \(limit) MiB")
        }
    }
}
