/// The format of the parts that a run publishes.
public enum OutputFormat: String, CaseIterable, Sendable {
    /// One compact JSON object a line.
    case ndjson
    /// Comma-separated values as RFC 4180 has them, with a line of names. It needs a schema.
    case csv
    /// Apache Parquet: typed columns. It needs a schema.
    case parquet

    /// What the names of the parts end with.
    var fileExtension: String { rawValue }
}

/// How the pages of Parquet files are compressed.
public enum ParquetCompression: String, CaseIterable, Sendable {
    /// Zstandard, with the system's libzstd.
    case zstd
    /// Not at all.
    case uncompressed = "none"
    /// Snappy, with the system's libsnappy.
    case snappy
}
