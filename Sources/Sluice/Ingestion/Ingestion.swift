/// A run: reads, checks and cleans its inputs, and publishes their records.
///
/// ```swift
/// let report = try await Ingestion(input: .file("items.json"), output: .directory("out"), schema: .items).run()
/// let all = try await Ingestion(inputs: [.directory("exports")], output: .directory("all"), schema: .items).run()
/// ```
///
/// Several inputs are read in the order given, as one sequence of records: one run, one ledger, one publish. Each is
/// opened in turn, so what it begins with, where records are numbered from, and lines, columns and offsets are its own.
/// One without a document is skipped with a warning, unless all are without. Where one breaks off, the others are read
/// nevertheless.
public struct Ingestion: Sendable {
    /// Where the bytes come from, in this order.
    public let inputs: [InputSource]
    /// Where the records go.
    public let output: OutputDestination
    /// What the records must conform to; `nil` requires only that they are well-formed objects.
    public let schema: Schema?
    /// How the run treats its input and its output.
    public let options: IngestionOptions

    /// Prepares a run on one input; nothing is opened yet.
    public init(
        input: InputSource,
        output: OutputDestination,
        schema: Schema? = nil,
        options: IngestionOptions = IngestionOptions()
    ) {
        self.init(inputs: [input], output: output, schema: schema, options: options)
    }

    /// Prepares a run; nothing is opened yet.
    ///
    /// The same file given twice is read twice; standard input can be given once.
    public init(
        inputs: [InputSource],
        output: OutputDestination,
        schema: Schema? = nil,
        options: IngestionOptions = IngestionOptions()
    ) {
        self.inputs = inputs
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
