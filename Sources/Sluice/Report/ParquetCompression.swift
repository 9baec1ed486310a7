/// How the pages of Parquet files are compressed.
public enum ParquetCompression: String, CaseIterable, Sendable {
    /// Zstandard, with the system's libzstd.
    case zstd
    /// No compression.
    case uncompressed = "none"
    /// Snappy, with the system's libsnappy.
    case snappy
}
