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

    /// Runs the stage and returns its report.
    ///
    /// Cancelling the surrounding task ends the run promptly, with nothing published; what it has done by then is kept
    /// for a run with ``IngestionOptions/ExistingOutput/resume``. Transient failures are retried as
    /// ``IngestionOptions/retries`` says.
    ///
    /// - Parameter observers: are called in this order, one at a time.
    /// - Returns: the report of a completed run.
    /// - Throws: ``IngestionError`` for everything that ends a run; it carries the report.
    public func run(observers: [any RunObserver] = []) async throws(IngestionError) -> IngestionReport {
        try await RunSession(self, RunObservers(observers)).run()
    }

    /// Runs the stage and returns its report, for a caller that wants the events as values.
    ///
    /// - Parameter onEvent: is called with one event at a time and in order, from a thread of the run's choice.
    /// - Returns: the report of a completed run.
    /// - Throws: ``IngestionError`` for everything that ends a run; it carries the report.
    public func run(
        onEvent: @escaping @Sendable (IngestionEvent) -> Void
    ) async throws(IngestionError) -> IngestionReport {
        try await run(observers: [EventObserver(onEvent)])
    }
}
