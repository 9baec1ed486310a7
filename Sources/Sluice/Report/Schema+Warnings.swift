extension Schema {
    /// The warnings that apply to a run with this output format: Parquet checks dates and times.
    public func warnings(for format: OutputFormat) -> [String] { format == .parquet ? parquetWarnings : warnings }
}
