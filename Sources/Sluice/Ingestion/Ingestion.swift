/// The whole stage: loads, checks and cleans an input, and publishes it.
///
/// ```swift
/// let report = try await Ingestion(input: .file("items.json"), output: .directory("out"), schema: .items).run()
/// ```
public struct Ingestion: Sendable {
    /// Where the bytes come from.
    public let input: InputSource
    /// Where the records go.
    public let output: OutputDestination
    /// What the records must be; `nil` asks only for well-formed objects.
    public let schema: Schema?
    /// How the run treats its input and its output.
    public let options: IngestionOptions

    /// Prepares a run; nothing is touched yet.
    public init(
        input: InputSource,
        output: OutputDestination,
        schema: Schema? = nil,
        options: IngestionOptions = IngestionOptions()
    ) {
        self.input = input
        self.output = output
        self.schema = schema
        self.options = options
    }
}
