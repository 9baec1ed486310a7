import Dispatch

/// Sends metrics of runs to a DogStatsD server, such as Datadog's agent.
///
/// ```swift
/// let telemetry = Telemetry(TelemetryOptions(address: try DogStatsDAddress("udp://127.0.0.1:8125")))
/// let report = try await ingestion.run(observers: [telemetry])
/// await telemetry.finish()
/// ```
///
/// | metric | kind | tags |
/// |---|---|---|
/// | `pipeline.runs` | count | `status` |
/// | `pipeline.stage.duration` | distribution, seconds | `stage` |
/// | `pipeline.records_processed` | count | |
/// | `pipeline.records_rejected` | count | `error_type` |
/// | `pipeline.bytes_processed` | count | |
/// | `pipeline.errors` | count | `stage`, `error_type` |
///
/// Each has `pipeline_id` too if there is a pipeline.
///
/// Nothing here waits or fails, whether there is a server or not: a datagram that the system does not take at once is
/// dropped and counted. A host name is resolved on a thread of its own while the run continues.
public final class Telemetry: RunObserver {
    /// How many datagrams were sent and dropped.
    public struct Datagrams: Sendable, Equatable {
        /// Datagrams that the system has taken and the network has not refused.
        public let sent: Int
        /// Datagrams that were not sent, or were refused.
        public let dropped: Int
    }

    private struct State: ~Copyable {
        var metrics: RunMetrics
        var channel: DatagramChannel
        var lastFlush = ContinuousClock.now
        /// Whether `finish` has been called: what cannot be sent now is dropped.
        var isFinished = false
    }

    /// How often counts are sent during a run.
    private let interval: Duration
    private let datagramLimit: Int
    private let tags: [MetricTag]
    private let state: Locked<State>

    /// Prepares to send, and starts resolving a host name; nothing is sent yet.
    public convenience init(_ options: TelemetryOptions) {
        self.init(options, every: .seconds(1), resolve: SocketAddress.resolve)
    }

    init(
        _ options: TelemetryOptions,
        every interval: Duration,
        resolve: @escaping @Sendable (String, UInt16) -> [SocketAddress]
    ) {
        self.interval = interval
        datagramLimit = options.address.datagramLimit
        tags = Array(options.fittingTags)
        let channel = DatagramChannel(to: options.address)
        let isResolved = channel.isResolved
        state = Locked(State(metrics: RunMetrics(pipelineID: options.pipelineID), channel: channel))
        guard !isResolved, case .udp(let host, let port) = options.address else { return }
        DispatchQueue(label: "sluice.statsd").async { self.resolved(to: resolve(host, port)) }
    }

    /// Starts counting, unless this is another attempt at the same run.
    public func runDidOpen(input: String, totalBytes: Int?) async { state.withLock { $0.metrics.open() } }

    /// Excludes what an interrupted run has counted.
    public func runDidResume(_ progress: IngestionProgress) async { state.withLock { $0.metrics.resume(progress) } }

    /// Counts records and bytes, which are sent at most once a second.
    public func runDidProgress(_ progress: IngestionProgress) async {
        state.withLock { state in
            state.metrics.record(progress)
            let now = ContinuousClock.now
            guard now - state.lastFlush >= interval else { return }
            state.lastFlush = now
            flush(&state)
        }
    }

    /// Counts rejected records, each by its first error.
    public func runDidReject(_ diagnostics: [Diagnostic]) async {
        state.withLock { state in
            for diagnostic in diagnostics { state.metrics.record(diagnostic) }
        }
    }

    /// Ensures that what the next attempt repeats is not counted twice.
    public func runWillRetry(_ retry: IngestionRetry) async { state.withLock { $0.metrics.retry() } }

    /// Counts the run, and sends everything.
    public func runDidEnd(_ report: IngestionReport) async throws(IngestionError) { end(report) }

    /// Counts a run that ended before it could start, and sends that.
    package func end(_ report: IngestionReport) {
        state.withLock { state in
            state.metrics.end(report)
            flush(&state)
        }
    }

    /// How many datagrams were sent and dropped so far.
    public var datagrams: Datagrams {
        state.withLock { Datagrams(sent: $0.channel.sent, dropped: $0.channel.dropped) }
    }

    /// Sends what is left, and drops what cannot be sent.
    ///
    /// - Parameter limit: how long to wait for the server's name to be resolved, if it is not yet.
    /// - Returns: how many datagrams were sent and dropped in all.
    @discardableResult
    public func finish(within limit: Duration = .milliseconds(500)) async -> Datagrams {
        let deadline = ContinuousClock.now + limit
        while !isResolved, !Task.isCancelled, ContinuousClock.now < deadline {
            try? await Task.sleep(for: .milliseconds(5))
        }
        return state.withLock { state in
            state.isFinished = true
            flush(&state)
            state.channel.settle()
            return Datagrams(sent: state.channel.sent, dropped: state.channel.dropped)
        }
    }

    private var isResolved: Bool { state.withLock { $0.channel.isResolved } }

    private func resolved(to addresses: [SocketAddress]) {
        state.withLock { state in
            state.channel.resolve(to: addresses)
            if state.metrics.hasEnd { flush(&state) }
        }
    }

    /// Sends everything counted since the last call, unless the address is not known yet.
    private func flush(_ state: inout State) {
        guard state.channel.isResolved || state.isFinished else { return }
        var packer = DatagramPacker(limit: datagramLimit)
        for metric in state.metrics.take() { packer.append(metric.line(tags)) }
        for datagram in packer.datagrams {
            if state.channel.isResolved { state.channel.send(datagram) } else { state.channel.drop() }
        }
    }
}
