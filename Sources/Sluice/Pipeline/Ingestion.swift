/// The whole stage: loads, checks and cleans an input, and publishes it.
///
/// ```swift
/// let report = try await Ingestion(input: .file("items.json"), output: .directory("out"), schema: .items).run()
/// ```
public struct Ingestion: Sendable {
    /// Where a run's records go.
    public enum Output: Sendable, Equatable {
        /// A directory of parts, published in one step.
        case directory(String)
        /// Nowhere: the records are checked only.
        case none
    }

    /// Where the bytes come from.
    public let input: InputSource
    /// Where the records go.
    public let output: Output
    /// What the records must be; `nil` asks only for well-formed objects.
    public let schema: Schema?
    /// How the run treats its input and its output.
    public let options: IngestionOptions

    /// Prepares a run; nothing is touched yet.
    public init(
        input: InputSource,
        output: Output,
        schema: Schema? = nil,
        options: IngestionOptions = IngestionOptions()
    ) {
        self.input = input
        self.output = output
        self.schema = schema
        self.options = options
    }
}
