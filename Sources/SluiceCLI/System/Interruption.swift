import Sluice

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The signals that ask a command to end: the first one cancels the run, a second one ends the process.
///
/// They are blocked in every thread, and the main thread waits for them while others do the work, so no code runs
/// inside a signal handler.
final class Interruption: Sendable {
    /// How a process ends that no longer waits for its run.
    enum Ending: Sendable {
        /// The run has not published, and will not.
        case interrupted
        /// The run has published; `isComplete` is whether that includes the whole input.
        case published(isComplete: Bool)
        /// The run is putting its files in place, which is left for the next run to complete or undo.
        case publishing
    }

    /// How long a cancelled run may take to end, in seconds.
    private static let grace: UInt32 = 4
    /// How often the process checks whether a publish in progress has ended, in seconds.
    private static let publishGrace: UInt32 = 1

    private struct Received {
        var first: Int32?
        /// The number of signals received, without alarms.
        var count = 0
    }

    private let received = Locked(Received())
    /// Decides between the publish of the run and the end of the process.
    let gate = PublishGate()
    private let onForcedEnd: @Sendable (Ending) -> Void

    private init(onForcedEnd: @escaping @Sendable (Ending) -> Void) {
        self.onForcedEnd = onForcedEnd
    }

    /// The first signal received.
    var signalNumber: Int32? { received.withLock { $0.first } }

    /// Performs `operation` in a task, which the first signal cancels, and returns its result.
    ///
    /// The process must not have a second thread yet, as threads inherit the signal mask. Nor must the main thread be
    /// given to the dispatch library, which unblocks all signals. `onForcedEnd` is called before the process ends
    /// because of a second signal, or because `operation` takes too long after the first.
    static func watch<Value: Sendable>(
        onForcedEnd: @escaping @Sendable (Ending) -> Void,
        _ operation: @escaping @Sendable (Interruption) async -> Value
    ) -> Value {
        block([SIGINT, SIGTERM, SIGALRM])
        // An alarm means that the grace period is over, or `operation` if `value` is set.
        let awaited = [SIGINT, SIGTERM].filter { !isIgnored($0) } + [SIGALRM]
        let interruption = Interruption(onForcedEnd: onForcedEnd)
        let value = Shared<Value?>(nil)
        let task = Task.detached {
            let result = await operation(interruption)
            value.content.withLock { $0 = result }
            kill(getpid(), SIGALRM)
        }
        while true {
            let number = wait(for: awaited)
            if let result = value.content.withLock({ $0 }) { return result }
            guard number != SIGALRM || interruption.signalNumber != nil else { continue }
            interruption.receive(number)
            task.cancel()
        }
    }

    private func receive(_ number: Int32) {
        let isAlarm = number == SIGALRM
        let (first, count) = received.withLock { received in
            if !isAlarm { received.count += 1 }
            received.first = received.first ?? number
            return (received.first ?? number, received.count)
        }
        guard isAlarm || count > 1 else {
            alarm(Self.grace)
            return
        }
        let status = ExitStatus.signal(isAlarm ? first : number)
        if gate.close() { end(.interrupted, status) }
        if case .published(let isComplete) = gate.state {
            end(.published(isComplete: isComplete), isComplete ? ExitStatus.success : ExitStatus.of(.data))
        }
        // Wait for a publish in progress, so that the message about it is true, unless there is a third signal.
        if !isAlarm, count > 2 { end(.publishing, status) }
        alarm(Self.publishGrace)
    }

    private func end(_ ending: Ending, _ status: Int32) -> Never {
        onForcedEnd(ending)
        _exit(status)
    }

    private static func block(_ numbers: [Int32]) {
        var signals = set(of: numbers)
        // SAFETY: the call reads the given set.
        _ = unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    private static func wait(for numbers: [Int32]) -> Int32 {
        var signals = set(of: numbers)
        var number: Int32 = 0
        // SAFETY: the call reads the one and fills the other.
        while unsafe sigwait(&signals, &number) != 0 {}
        return number
    }

    private static func set(of numbers: [Int32]) -> sigset_t {
        var signals = sigset_t()
        // SAFETY: the calls change the given set.
        unsafe sigemptyset(&signals)
        for number in numbers { unsafe sigaddset(&signals, number) }
        return signals
    }

    /// Returns whether the process was started with the signal ignored, as a shell does with jobs in the background.
    private static func isIgnored(_ number: Int32) -> Bool {
        // SAFETY: both are constants or addresses that are compared, never called.
        let previous = unsafe unsafeBitCast(signal(number, SIG_DFL), to: Int.self)
        let ignored = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
        if previous == ignored { signal(number, SIG_IGN) }
        return previous == ignored
    }
}

/// A value that two threads share.
private final class Shared<Content: Sendable>: Sendable {
    let content: Locked<Content>

    init(_ content: Content) {
        self.content = Locked(content)
    }
}
