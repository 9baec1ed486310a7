import Testing

@testable import Sluice

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

@Suite("Retries")
struct RetryPolicyTests {
    /// A clock that jumps where others wait.
    private final class JumpingClock: Clock {
        struct Instant: InstantProtocol {
            var offset: Swift.Duration

            func advanced(by duration: Swift.Duration) -> Instant { Instant(offset: offset + duration) }
            func duration(to other: Instant) -> Swift.Duration { other.offset - offset }
            static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
        }

        private let state = Locked(Instant(offset: .zero))

        var now: Instant { state.withLock { $0 } }
        let minimumResolution = Swift.Duration.nanoseconds(1)

        func sleep(until deadline: Instant, tolerance: Swift.Duration?) async throws {
            try Task.checkCancellation()
            state.withLock { $0 = deadline }
        }
    }

    /// Performs an operation that fails with each of `errors` before it succeeds.
    private static func perform(
        _ policy: RetryPolicy,
        _ errors: [IngestionError]
    ) async -> (outcome: Result<Int, IngestionError>, attempts: Int, retries: [IngestionRetry]) {
        let attempts = Locked(0)
        let retries = Locked<[IngestionRetry]>([])
        var outcome: Result<Int, IngestionError>
        do throws(IngestionError) {
            let value = try await policy.perform { retry in
                retries.withLock { $0.append(retry) }
            } _: { () async throws(IngestionError) -> Int in
                let attempt = attempts.withLock { attempts in
                    attempts += 1
                    return attempts
                }
                guard attempt > errors.count else { throw errors[attempt - 1] }
                return attempt
            }
            outcome = .success(value)
        } catch {
            outcome = .failure(error)
        }
        return (outcome, attempts.withLock { $0 }, retries.withLock { $0 })
    }

    private static func transient(_ number: Int) -> IngestionError {
        IngestionError(.output, "no space, \(number)", isTransient: true)
    }

    @Test("come after pauses that double, each told with its cause")
    func doubling() async throws {
        var policy = RetryPolicy(retries: 8, delay: .seconds(2))
        let clock = JumpingClock()
        policy.clock = clock
        let (outcome, attempts, retries) = await Self.perform(policy, (1...8).map(Self.transient))
        #expect(try outcome.get() == 9 && attempts == 9)
        #expect(retries.map(\.attempt) == Array(1...8) && retries.allSatisfy { $0.maximumAttempts == 9 })
        #expect(retries.map(\.cause) == (1...8).map { "no space, \($0)" })
        for (retry, seconds) in zip(retries, [2, 4, 8, 16, 32, 60, 60, 60]) {
            #expect(retry.pause >= .seconds(seconds) * 0.75 && retry.pause <= .seconds(seconds) * 1.25)
        }
        #expect(clock.now.offset == retries.reduce(.zero) { $0 + $1.pause }, "it waits as long as it says")
        #expect(Set(retries.suffix(3).map(\.pause)).count > 1, "pauses differ by chance")
    }

    @Test("end with the last cause where it does not pass")
    func giving() async {
        var policy = RetryPolicy(retries: 2)
        policy.clock = JumpingClock()
        let (outcome, attempts, retries) = await Self.perform(policy, (1...9).map(Self.transient))
        #expect(attempts == 3 && retries.count == 2)
        guard case .failure(let error) = outcome else { return #expect(Bool(false), "it must fail") }
        #expect(error.message == "no space, 3")
        #expect(await Self.perform(RetryPolicy(retries: 0), [Self.transient(1)]).attempts == 1)
    }

    @Test("do not come after bad data, a wrong option or anything else that stays")
    func permanent() async {
        var policy = RetryPolicy()
        policy.clock = JumpingClock()
        for kind in [IngestionError.Kind.data, .usage, .input, .output, .inconsistency, .interrupted] {
            let (outcome, attempts, retries) = await Self.perform(policy, [IngestionError(kind, "x")])
            #expect(attempts == 1 && retries.isEmpty)
            #expect((try? outcome.get()) == nil)
        }
    }

    @Test("end with the task")
    func cancellation() async {
        let policy = RetryPolicy(retries: 5, delay: .seconds(3_600))
        let task = Task { await Self.perform(policy, (1...9).map(Self.transient)) }
        task.cancel()
        let (outcome, attempts, _) = await task.value
        #expect(attempts == 1)
        #expect((try? outcome.get()) == nil)
    }

    @Test(
        "of a run come where a system call's error may pass",
        arguments: [(ENOSPC, true), (EIO, true), (EACCES, false)]
    )
    func systemErrors(code: Int32, isTransient: Bool) {
        errno = code
        #expect(SystemError("write").isTransient == isTransient)
    }
}
