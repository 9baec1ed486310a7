extension Schema {
    /// The warnings that hold for a run with the format: as Parquet, dates and times are checked.
    public func warnings(for format: OutputFormat) -> [String] { format == .parquet ? parquetWarnings : warnings }
}
