/// How a run treats its input and its output.
public struct IngestionOptions: Sendable {
    /// What happens to a run that meets a bad record.
    public enum ErrorPolicy: Sendable, Equatable {
        /// The first bad record ends the run, and nothing is published.
        case fail
        /// Bad records are set aside and the rest is published, unless there are more of them than the limit.
        case quarantine(limit: RejectLimit?)
    }

    /// How many bad records a run may set aside.
    public enum RejectLimit: Sendable, Equatable {
        /// So many records.
        case count(Int)
        /// So many of every hundred records, decided when the input has been read.
        case percentage(Double)
    }

    /// What happens to an output directory that holds a published run.
    public enum ExistingOutput: Sendable {
        /// The run is refused.
        case refuse
        /// The published run is replaced when the new one is complete.
        case replace
        /// An interrupted run is continued where it has stopped; a run that is published already is left as it is.
        ///
        /// Input, schema and options must be the same. Where the directory is empty the run starts from the beginning.
        case resume
        /// An interrupted or finished run over the same is continued, and anything else replaced by a run that starts
        /// from the beginning.
        case resumeOrReplace
    }

    /// What happens to a bad record.
    ///
    /// Default: `fail`.
    public var errorPolicy = ErrorPolicy.fail
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
    /// How the pages of Parquet files are compressed; of no use with another format.
    ///
    /// Default: `zstd` where the system has its library, else `uncompressed`.
    public var compression: ParquetCompression?
    /// What stands in CSV for a null and for a field that is missing; of no use with another format.
    ///
    /// Default: nothing. Another text that is the same is written in quotes, and so is the empty one.
    public var csvNull = ""
    /// The size in bytes at which a row group of a Parquet file is closed: so much of it is held in memory.
    ///
    /// Default: 8 MiB.
    public var rowGroupSize = 8 << 20
    /// The size in bytes at which a part is closed.
    ///
    /// Default: 128 MiB.
    public var partSize = 128 << 20
    /// The number of parallel workers.
    ///
    /// Default: the processors that are online.
    public var jobs = ProcessInformation.processorCount
    /// The size in bytes over which a record is a bad record.
    ///
    /// Default: 64 MiB. At most 1 GiB.
    public var maximumRecordSize = 64 << 20
    /// The number of nested containers over which a record is a bad record.
    ///
    /// Default: 512.
    public var maximumDepth = 512
    /// The size in bytes of a worker's portion of the input.
    ///
    /// Default: 1 MiB. It changes the speed, never the records that are written; in Parquet files the pages hang on it.
    public var chunkSize = 1 << 20

    /// The pause between two checkpoints, from which an interrupted run can be continued.
    ///
    /// Default: 1 second. It changes what is lost with an interruption, never the output.
    public var checkpointInterval = Duration.seconds(1)

    /// What happens after a transient failure.
    ///
    /// Default: three more attempts.
    public var retries = RetryPolicy()
    /// The id of the pipeline that the run is a stage of, which the manifest records.
    ///
    /// Default: none.
    public var pipelineID: Int?

    /// What keeps the run from publishing when its process is about to end.
    ///
    /// Default: nothing.
    package var publishGate: PublishGate?

    /// Makes the default options.
    public init() {}
}
