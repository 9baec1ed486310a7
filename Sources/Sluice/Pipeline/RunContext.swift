/// What is fixed for a run once its input is open.
struct RunContext: Sendable {
    /// The input's name as messages show it.
    let inputName: String
    let output: Ingestion.Output
    let head: InputHead
    let totalBytes: Int?
    let identity: FileIdentity?
    let schema: Schema?
    let options: IngestionOptions
    /// `nil` for runs that do not write Parquet.
    let parquet: ParquetPlan?
    /// `nil` for runs that do not write CSV.
    var csv: CSVPlan?
    /// What is published beside the parts, known before the first of them.
    var companions: [PublishedFile] = []
    let start: ContinuousClock.Instant
    let onEvent: @Sendable (IngestionEvent) -> Void

    var firstSeam: Seam { head.firstSeam }
}
