/// The observers of a run, in order.
struct RunObservers: Sendable {
    private let observers: [any RunObserver]

    init(_ observers: [any RunObserver]) {
        self.observers = observers
    }

    /// Whether there are no observers, so that no diagnostics need be made.
    var isEmpty: Bool { observers.isEmpty }

    /// Lets each observer start; transient failures are retried.
    func start(input: String, _ retries: RetryPolicy) async throws(IngestionError) {
        for observer in observers {
            try await retries.perform(onRetry: willRetry) { () async throws(IngestionError) in
                try await observer.runWillStart(input: input)
            }
        }
    }

    func didOpen(input: String, totalBytes: Int?) async {
        for observer in observers { await observer.runDidOpen(input: input, totalBytes: totalBytes) }
    }

    func didResume(_ progress: IngestionProgress) async {
        for observer in observers { await observer.runDidResume(progress) }
    }

    func didProgress(_ progress: IngestionProgress) async {
        for observer in observers { await observer.runDidProgress(progress) }
    }

    func didReject(_ diagnostics: [Diagnostic]) async {
        guard !diagnostics.isEmpty else { return }
        for observer in observers { await observer.runDidReject(diagnostics) }
    }

    func willRetry(_ retry: IngestionRetry) async {
        for observer in observers { await observer.runWillRetry(retry) }
    }

    func didWarn(_ messages: [String]) async {
        for message in messages {
            for observer in observers { await observer.runDidWarn(message) }
        }
    }

    /// Reports the end of a run; returns its outcome, which is a failure if an observer failed.
    func end(_ outcome: Result<IngestionReport, IngestionError>) async -> Result<IngestionReport, IngestionError> {
        var outcome = outcome
        for observer in observers {
            do throws(IngestionError) {
                try await observer.runDidEnd(outcome.report)
            } catch {
                switch outcome {
                case .success(let report): outcome = .failure(IngestionError(published: report, after: error))
                case .failure: await didWarn(["the failure is not recorded: \(error.message)"])
                }
            }
        }
        return outcome
    }
}

extension Result<IngestionReport, IngestionError> {
    fileprivate var report: IngestionReport {
        switch self {
        case .success(let report): report
        case .failure(let error): error.report
        }
    }
}
