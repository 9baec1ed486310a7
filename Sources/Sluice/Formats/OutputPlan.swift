/// How a run writes its records, decided before its input is opened.
///
/// It and ``BatchEncoder`` and ``PartSink`` are the only places that know which formats there are.
enum OutputPlan: Sendable {
    /// The records are only checked.
    case none
    case ndjson
    case csv(CSVPlan)
    case parquet(ParquetPlan)

    /// - Throws: `IngestionError` of kind `usage` if the format needs columns that the schema does not define.
    init(
        _ destination: OutputDestination,
        _ schema: Schema?,
        _ options: IngestionOptions
    ) throws(IngestionError) {
        try destination.check(options)
        guard destination != .none else {
            self = .none
            return
        }
        switch options.format {
        case .ndjson: self = .ndjson
        case .csv: self = .csv(try CSVPlan(schema, options))
        case .parquet: self = .parquet(try ParquetPlan(schema, options))
        }
    }

    /// Whether the bytes of the files depend on where chunks end.
    var dependsOnCuts: Bool {
        switch self {
        case .none, .ndjson, .csv: false
        case .parquet: true
        }
    }

    /// How the files hold integers; records that are only checked are checked for text files.
    var integers: IntegerForm {
        switch self {
        case .none, .ndjson, .csv: .text
        case .parquet: .number
        }
    }

    /// The columns of the files as Spark reads them, for a run with `schema`.
    ///
    /// - Throws: `SchemaError` if Spark has no type for a field.
    func sparkFields(_ schema: Schema) throws(SchemaError) -> [SparkField] {
        switch self {
        case .none: []
        case .ndjson: try SparkTextSchema.fields(of: schema, .ndjson, keepsExtra: false)
        case .csv(let plan): try SparkTextSchema.fields(of: schema, .csv, keepsExtra: plan.keepsExtra)
        case .parquet(let plan): plan.schema.sparkFields
        }
    }

    /// How Spark reads the files; `nil` if there are none.
    var sparkReading: SparkReading? {
        switch self {
        case .none: nil
        case .ndjson: SparkReading(format: "json")
        case .csv(let plan): plan.sparkReading
        case .parquet: SparkReading(format: "parquet")
        }
    }

    /// What a user may not expect of the files.
    func warnings(_ options: IngestionOptions) -> [String] {
        guard case .parquet(let plan) = self, plan.codec == .uncompressed, options.compression == nil else { return [] }
        return ["libzstd is not installed (Debian package: libzstd1), so the Parquet files are not compressed"]
    }

    /// Writes the format's options that affect the bytes of the files.
    func write(_ options: IngestionOptions, to writer: inout JSONWriter) {
        switch self {
        case .none, .ndjson: break
        case .csv:
            writer.member("csv_null", options.csvNull)
            writer.member("csv_line_end", options.csvLineEnd.rawValue)
        case .parquet(let plan):
            writer.member("compression", plan.codec.name)
            writer.member("row_group_size", options.rowGroupSize)
            // Pages end where chunks do.
            writer.member("chunk_size", options.chunkSize)
        }
    }
}
