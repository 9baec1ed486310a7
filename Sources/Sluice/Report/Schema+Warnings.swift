extension Schema {
    /// The warnings that apply to a run with this output format: Parquet checks dates and times, and a run that asserts
    /// formats checks those that are known.
    public func warnings(for format: OutputFormat, formats: FormatPolicy = .annotate) -> [String] {
        warnings(assertingFormats: formats == .assert, asParquet: format == .parquet)
    }
}

extension IngestionOptions {
    /// What the run says of its schema.
    var schemaOptions: SchemaOptions {
        SchemaOptions(unknownFields: unknownFields, assertsFormats: formats == .assert)
    }
}
