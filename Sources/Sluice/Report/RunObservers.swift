/// The observers of a run, in order.
struct RunObservers: Sendable {
    private let observers: [any RunObserver]

    init(_ observers: [any RunObserver]) {
        self.observers = observers
    }

    /// Whether there are no observers, so that no diagnostics need be made.
    var isEmpty: Bool { observers.isEmpty }

    /// Lets each observer start; transient failures of required ones are retried.
    func start(input: String, _ retries: RetryPolicy) async throws(IngestionError) {
        for observer in observers {
            guard observer.isRequired else {
                try await startOptional(observer, input: input)
                continue
            }
            try await retries.perform(onRetry: willRetry) { () async throws(IngestionError) in
                try await observer.runWillStart(input: input)
            }
        }
    }

    private func startOptional(_ observer: any RunObserver, input: String) async throws(IngestionError) {
        do throws(IngestionError) {
            try await observer.runWillStart(input: input)
        } catch {
            guard error.isTransient else { throw error }
            await didFail(error)
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

    private func didFail(_ error: IngestionError) async {
        for observer in observers { await observer.observerDidFail(error) }
    }

    /// Reports the end of a run; returns its outcome, which is a failure if a required observer failed.
    func end(_ outcome: Result<IngestionReport, IngestionError>) async -> Result<IngestionReport, IngestionError> {
        var outcome = outcome
        for observer in observers {
            do throws(IngestionError) {
                try await observer.runDidEnd(outcome.report)
            } catch {
                switch outcome {
                case .success(let report) where observer.isRequired:
                    outcome = .failure(IngestionError(published: report, after: error))
                case .success, .failure: await didFail(error)
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
