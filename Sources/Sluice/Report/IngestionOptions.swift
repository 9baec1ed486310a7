/// How a run treats its input and its output.
public struct IngestionOptions: Sendable {
    /// What happens to a run that finds an invalid record.
    public enum ErrorPolicy: Sendable, Equatable {
        /// The first invalid record ends the run, and nothing is published.
        case fail
        /// Invalid records are set aside and the rest is published, unless they exceed the limit.
        case quarantine(limit: RejectLimit?)
    }

    /// How many invalid records a run may set aside.
    public enum RejectLimit: Sendable, Equatable {
        /// At most this many records.
        case count(Int)
        /// At most this percentage of the records, 0 to 100, checked at the end of the input.
        case percentage(Double)
    }

    /// Whether strings must have the `format` that the schema gives them.
    ///
    /// Default: they need not.
    public var formats = FormatPolicy.annotate
    /// What happens to an output directory that holds a published run.
    public enum ExistingOutput: Sendable {
        /// The run is refused.
        case refuse
        /// The published run is replaced when the new one is complete.
        case replace
        /// An interrupted run is continued from its last checkpoint; a run that is already published is left as it is.
        ///
        /// Input, schema and options must be the same. If the directory is empty, the run starts from the beginning.
        case resume
        /// Like `resume` if input, schema and options are the same; any other published or interrupted run is replaced
        /// by one that starts from the beginning.
        case resumeOrReplace
    }

    /// What happens to an invalid record.
    ///
    /// Default: `fail`.
    public var errorPolicy = ErrorPolicy.fail
    /// Whether a run is published although it has seen records and none has passed.
    ///
    /// Default: it fails with an error of kind `data`.
    public var allowsEmpty = false
    /// Where the records are in each document, if not at its top level.
    ///
    /// Default: at its top level.
    public var location: RecordLocation?
    /// The number of records, good or bad, after which the run stops: nothing after them is checked.
    ///
    /// Default: none, the whole input is read. ``IngestionReport/stoppedAt`` is where a run has stopped.
    public var recordLimit: Int?
    /// What happens to fields that the schema does not name.
    ///
    /// Default: they are kept.
    public var unknownFields = UnknownFieldPolicy.keep
    /// What happens to an output directory that holds a published run.
    ///
    /// Default: the run is refused.
    public var existingOutput = ExistingOutput.refuse
    /// The format of the parts.
    ///
    /// Default: `ndjson`.
    public var format = OutputFormat.ndjson
    /// How the pages of Parquet files are compressed; requires that format.
    ///
    /// Default: `zstd` if libzstd is installed, else `uncompressed`.
    public var compression: ParquetCompression?
    /// How CSV represents null and missing fields; requires that format.
    ///
    /// Default: nothing. A string with the same text is quoted, and so is the empty string.
    public var csvNull = ""
    /// How the lines of CSV files end; requires that format.
    ///
    /// Default: `lf`. Line breaks inside values are kept as they are.
    public var csvLineEnd = CSVLineEnd.lf
    /// The size in bytes at which a row group of a Parquet file is closed; that much is held in memory.
    ///
    /// Default: 8 MiB.
    public var rowGroupSize = 8 << 20
    /// The size in bytes at which a part is closed.
    ///
    /// Default: 128 MiB. At least 4 KiB.
    public var partSize = 128 << 20
    /// The least that it may be; tests of many parts lower it.
    var minimumPartSize = Self.smallestPart
    /// The number of parallel workers.
    ///
    /// Default: the number of online processors.
    public var jobs = ProcessInformation.processorCount
    /// The size in bytes above which a record is invalid.
    ///
    /// Default: 64 MiB. At most 1 GiB, with Parquet 256 MiB.
    public var maximumRecordSize = 64 << 20
    /// The number of nested objects and arrays above which a record is invalid.
    ///
    /// Default: 512.
    public var maximumDepth = 512
    /// The size in bytes of a worker's portion of the input.
    ///
    /// Default: 1 MiB. At most 64 MiB. It affects speed, never the records that are written; in Parquet files, pages
    /// depend on it.
    public var chunkSize = 1 << 20

    /// The pause between two checkpoints, from which an interrupted run can be continued.
    ///
    /// Default: 1 second. It affects how much work an interruption costs, never the output.
    public var checkpointInterval = Duration.seconds(1)

    /// How transient failures are retried.
    ///
    /// Default: three retries.
    public var retries = RetryPolicy()
    /// The id of the pipeline that the run is a stage of; the manifest records it.
    ///
    /// Default: none.
    public var pipelineID: Int?

    /// Keeps the run from publishing when its process is about to end.
    ///
    /// Default: nothing.
    package var publishGate: PublishGate?

    /// Makes the default options.
    public init() {}
}

// MARK: Checking

extension IngestionOptions {
    /// The least size of a part in bytes: an input would become a directory of very many files.
    package static let smallestPart = 4 << 10
    /// The bounds that keep every offset in a chunk within 32 bits.
    private static let maximumChunkSize = 64 << 20
    private static let largestRecordSize = 1 << 30
    /// The sizes of pages have 32 bits, and a value of a few bytes may become one of eight.
    private static let largestParquetRecord = 256 << 20

    /// The limits on reading records.
    var limits: RecordReader.Limits {
        var limits = RecordReader.Limits(recordSize: maximumRecordSize, depth: maximumDepth)
        limits.endsAtFirstFault = errorPolicy == .fail
        return limits
    }

    /// Throws `IngestionError` of kind `usage` if an option has a value that no run can have.
    func check() throws(IngestionError) {
        guard jobs >= 1 else { throw Self.outOfRange("jobs", "at least 1", jobs) }
        guard (1...Self.maximumChunkSize).contains(chunkSize) else {
            throw Self.outOfRange("chunk size", "1 to \(Self.maximumChunkSize) bytes", chunkSize)
        }
        guard (1...Self.largestRecordSize).contains(maximumRecordSize) else {
            throw Self.outOfRange("maximum record size", "1 to \(Self.largestRecordSize) bytes", maximumRecordSize)
        }
        guard maximumDepth >= 1 else { throw Self.outOfRange("maximum depth", "at least 1", maximumDepth) }
        guard partSize >= minimumPartSize else {
            throw Self.outOfRange("part size", "at least \(minimumPartSize) bytes", partSize)
        }
        if let recordLimit, recordLimit < 1 { throw Self.outOfRange("record limit", "at least 1", recordLimit) }
        try checkFormat()
    }

    private func checkFormat() throws(IngestionError) {
        guard format == .csv || csvNull.isEmpty else {
            throw IngestionError(.usage, "a text for null requires CSV output, not \(format.rawValue)")
        }
        guard format == .csv || csvLineEnd == .lf else {
            throw IngestionError(.usage, "line ends of CSV require CSV output, not \(format.rawValue)")
        }
        guard format == .parquet else {
            guard compression == nil else {
                throw IngestionError(.usage, "compression requires Parquet output, not \(format.rawValue)")
            }
            return
        }
        guard rowGroupSize >= 1 else { throw Self.outOfRange("row group size", "at least 1 byte", rowGroupSize) }
        guard maximumRecordSize <= Self.largestParquetRecord else {
            let bounds = "at most \(Self.largestParquetRecord) bytes with Parquet"
            throw Self.outOfRange("maximum record size", bounds, maximumRecordSize)
        }
    }

    private static func outOfRange(_ name: String, _ expected: String, _ found: Int) -> IngestionError {
        IngestionError(.usage, "\(name): expected \(expected), found \(found)")
    }
}
