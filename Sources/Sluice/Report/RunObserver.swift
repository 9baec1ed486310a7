/// Follows a run: shows its progress, counts what it does, records its status elsewhere.
///
/// A run calls one observer at a time, in the order given, and waits for each call: a slow observer delays the run.
/// Every function does nothing unless it is implemented.
///
/// ```swift
/// struct Printer: RunObserver {
///     func runDidReject(_ diagnostics: [Diagnostic]) async { for diagnostic in diagnostics { print(diagnostic) } }
/// }
/// let report = try await ingestion.run(observers: [Printer()])
/// ```
public protocol RunObserver: Sendable {
    /// Whether a run fails if the observer cannot do its part.
    ///
    /// If not, its transient failures at the start are not retried, and the run continues; nor does a failure at the end
    /// make the run fail. ``observerDidFail(_:)`` is called instead. Other failures at the start end the run in any case.
    var isRequired: Bool { get }

    /// A run is about to start and nothing has been read; `input` is the input's name, as in
    /// ``IngestionReport/input``.
    ///
    /// - Throws: `IngestionError` if the run must not start. Transient failures are retried according to
    ///   ``IngestionOptions/retries``, unless the observer is not required.
    func runWillStart(input: String) async throws(IngestionError)

    /// The first input is open; `totalBytes` is the size of all files in bytes, compressed or not; `nil` if that is
    /// unknown, as for a pipe.
    func runDidOpen(input: String, totalBytes: Int?) async

    /// The run continues an interrupted one, or is already published: this much had been done before.
    func runDidResume(_ progress: IngestionProgress) async

    /// More of the input has been accounted for: called once per chunk.
    func runDidProgress(_ progress: IngestionProgress) async

    /// Records did not pass: a batch of diagnostics in input order, one for each error of each record.
    func runDidReject(_ diagnostics: [Diagnostic]) async

    /// An attempt has failed for a transient cause; the next one starts after a pause.
    func runWillRetry(_ retry: IngestionRetry) async

    /// Something went wrong that does not change the data.
    func runDidWarn(_ message: String) async

    /// An observer could not do its part, and the run continues or ends as if it had; by default a warning.
    func observerDidFail(_ error: IngestionError) async

    /// The run has ended; called once per run, even if the run did not start.
    ///
    /// - Throws: `IngestionError` if the observer could not do its part. Published data stays published, but if the
    ///   observer is required, the run then ends with that error, and the report for the observers after this one
    ///   contains it.
    func runDidEnd(_ report: IngestionReport) async throws(IngestionError)
}

extension RunObserver {
    /// True.
    public var isRequired: Bool { true }
    /// Does nothing.
    public func runWillStart(input: String) async throws(IngestionError) {}
    /// Does nothing.
    public func runDidOpen(input: String, totalBytes: Int?) async {}
    /// Does nothing.
    public func runDidResume(_ progress: IngestionProgress) async {}
    /// Does nothing.
    public func runDidProgress(_ progress: IngestionProgress) async {}
    /// Does nothing.
    public func runDidReject(_ diagnostics: [Diagnostic]) async {}
    /// Does nothing.
    public func runWillRetry(_ retry: IngestionRetry) async {}
    /// Does nothing.
    public func runDidWarn(_ message: String) async {}
    /// Calls ``runDidWarn(_:)`` with the message.
    public func observerDidFail(_ error: IngestionError) async { await runDidWarn(error.message) }
    /// Does nothing.
    public func runDidEnd(_ report: IngestionReport) async throws(IngestionError) {}
}
