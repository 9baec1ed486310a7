/// The format of the parts that a run publishes.
public enum OutputFormat: String, CaseIterable, Sendable {
    /// One compact JSON object per line.
    case ndjson
    /// Comma-separated values (RFC 4180) with a header line of names; requires a schema.
    case csv
    /// Apache Parquet: typed columns; requires a schema.
    case parquet

    /// The extension of the parts' names, without the dot.
    var fileExtension: String { rawValue }
}
