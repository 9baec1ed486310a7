/// Follows a run: shows its progress, counts what it does, records its status elsewhere.
///
/// A run calls one function of one observer at a time, in the order in which it was given them, and waits for each: an
/// observer that takes long holds the run up. Every function does nothing unless it is implemented.
///
/// ```swift
/// struct Printer: RunObserver {
///     func runDidReject(_ diagnostics: [Diagnostic]) async { for diagnostic in diagnostics { print(diagnostic) } }
/// }
/// let report = try await ingestion.run(observers: [Printer()])
/// ```
public protocol RunObserver: Sendable {
    /// A run is about to begin, and nothing has been read; `input` is the input's name.
    ///
    /// - Throws: `IngestionError` where the run must not begin. A transient failure is retried as
    ///   ``IngestionOptions/retries`` says.
    func runWillStart(input: String) async throws(IngestionError)

    /// The input is open; `totalBytes` is its size in bytes, `nil` for a pipe.
    func runDidOpen(input: String, totalBytes: Int?) async

    /// The run continues an interrupted one, or is published already: this much had been done.
    func runDidResume(_ progress: IngestionProgress) async

    /// More of the input has been accounted for: called once per chunk.
    func runDidProgress(_ progress: IngestionProgress) async

    /// Records did not pass: a batch of diagnostics in input order, one for each error of each record.
    func runDidReject(_ diagnostics: [Diagnostic]) async

    /// An attempt has failed for a transient cause; the next one begins after a pause.
    func runWillRetry(_ retry: IngestionRetry) async

    /// Something has gone wrong that does not change the data.
    func runDidWarn(_ message: String) async

    /// The run has ended: called once for each run, also for one that did not start.
    ///
    /// - Throws: `IngestionError` where the observer could not do its part. The data stays published; the run ends with
    ///   that error, and observers after this one get a report that says so.
    func runDidEnd(_ report: IngestionReport) async throws(IngestionError)
}

extension RunObserver {
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
    /// Does nothing.
    public func runDidEnd(_ report: IngestionReport) async throws(IngestionError) {}
}
