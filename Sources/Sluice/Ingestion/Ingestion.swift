/// A run: reads, checks and cleans an input, and publishes its records.
///
/// ```swift
/// let report = try await Ingestion(input: .file("items.json"), output: .directory("out"), schema: .items).run()
/// ```
public struct Ingestion: Sendable {
    /// Where the bytes come from.
    public let input: InputSource
    /// Where the records go.
    public let output: OutputDestination
    /// What the records must conform to; `nil` requires only that they are well-formed objects.
    public let schema: Schema?
    /// How the run treats its input and its output.
    public let options: IngestionOptions

    /// Prepares a run; nothing is opened yet.
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

    /// Performs the run and returns its report.
    ///
    /// Cancelling the surrounding task ends the run promptly, with nothing published; what it has done by then is kept
    /// for a run with ``IngestionOptions/ExistingOutput/resume``. Transient failures are retried according to
    /// ``IngestionOptions/retries``.
    ///
    /// - Parameter observers: the observers, which are called in this order, one at a time.
    /// - Returns: the report of a completed run.
    /// - Throws: ``IngestionError`` for everything that ends a run, with the run's report.
    public func run(observers: [any RunObserver] = []) async throws(IngestionError) -> IngestionReport {
        try await RunSession(self, RunObservers(observers)).run()
    }

    /// Performs the run and returns its report, passing its events to a closure.
    ///
    /// - Parameter onEvent: called with one event at a time, in order, on any thread.
    /// - Returns: the report of a completed run.
    /// - Throws: ``IngestionError`` for everything that ends a run, with the run's report.
    public func run(
        onEvent: @escaping @Sendable (IngestionEvent) -> Void
    ) async throws(IngestionError) -> IngestionReport {
        try await run(observers: [EventObserver(onEvent)])
    }
}
