/// How transient failures are retried: how often, and after what pauses.
///
/// Each pause is twice the previous one, up to a minute, with a jitter of 25 %, so that runs that failed together do
/// not retry together.
public struct RetryPolicy: Sendable {
    /// The longest pause, jitter aside.
    private static let longestPause = Duration.seconds(60)

    /// How often a run is retried.
    ///
    /// Default: 3.
    public var retries = 3
    /// The first pause.
    ///
    /// Default: 1 second.
    public var delay = Duration.seconds(1)
    /// The clock that measures the pauses.
    var clock: any Clock<Duration> = ContinuousClock()

    /// Makes a policy of at most `retries` retries, the first after `delay`.
    public init(retries: Int = 3, delay: Duration = .seconds(1)) {
        self.retries = retries
        self.delay = delay
    }

    /// The pause after the attempt with this number, counted from 1.
    func pause(afterAttempt attempt: Int, using random: inout some RandomNumberGenerator) -> Duration {
        let exponent = min(attempt - 1, 30)
        let pause = min(delay * (1 << exponent), Self.longestPause)
        return pause * Double.random(in: 0.75...1.25, using: &random)
    }

    /// Performs `operation` until it succeeds, fails permanently, or has used up its retries.
    ///
    /// `onRetry` is called before each retry.
    func perform<Value>(
        onRetry: (IngestionRetry) async -> Void,
        _ operation: () async throws(IngestionError) -> Value
    ) async throws(IngestionError) -> Value {
        var random = SystemRandomNumberGenerator()
        var attempt = 1
        while true {
            do throws(IngestionError) {
                return try await operation()
            } catch {
                guard error.isTransient, attempt <= retries, !Task.isCancelled else { throw error }
                let pause = pause(afterAttempt: attempt, using: &random)
                let retry = IngestionRetry(
                    attempt: attempt,
                    maximumAttempts: retries + 1,
                    pause: pause,
                    cause: error.message
                )
                await onRetry(retry)
                guard (try? await clock.sleep(for: pause)) != nil else { throw .interrupted }
                attempt += 1
            }
        }
    }
}
