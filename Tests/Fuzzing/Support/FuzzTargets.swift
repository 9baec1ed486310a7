/// All that can be fuzzed, by the names that Scripts/fuzz knows them by: those of the files.
enum FuzzTargets {
    static let all: [String: @Sendable () -> any FuzzTarget] = [
        "tokenizer": { TokenizerTarget() },
        "utf8": { UTF8Target() },
        "numbers": { NumbersTarget() },
        "cuts": { CutsTarget() },
        "located": { LocatedTarget() },
        "layout": { LayoutTarget() },
        "ndjson": { NDJSONTarget() },
        "csv": { CSVTarget() },
        "schema": { SchemaTarget() },
        "checkpoint": { CheckpointTarget() },
        "parquet": { ParquetTarget() },
        "inference": { InferenceTarget() },
    ]
}
