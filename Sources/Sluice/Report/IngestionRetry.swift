/// A failed attempt that is followed by another.
public struct IngestionRetry: Sendable {
    /// The failed attempt, counted from 1.
    public let attempt: Int
    /// The maximum number of attempts, the first included.
    public let maximumAttempts: Int
    /// How long the run waits before the next attempt.
    public let pause: Duration
    /// Why the attempt failed, as one sentence.
    public let cause: String
}
