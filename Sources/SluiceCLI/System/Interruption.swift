import Sluice

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The signals that ask a command to end: the first one asks politely, the second one does not.
///
/// They are blocked in every thread, and the main thread waits for them while others do the work, so no code runs inside
/// a signal handler.
final class Interruption: Sendable {
    /// How long a command may take to put its things away, in seconds.
    private static let grace: UInt32 = 4

    private let first = Locked<Int32?>(nil)

    /// The first signal received.
    var signalNumber: Int32? { first.withLock { $0 } }

    /// Performs `operation` in a task, which the first signal cancels, and returns what it returned.
    ///
    /// The process must not have a second thread yet: threads inherit what is blocked. The main thread must not be
    /// given to the dispatch library either, which waits with all signals open.
    static func watch<Value: Sendable>(_ operation: @escaping @Sendable (Interruption) async -> Value) -> Value {
        block([SIGINT, SIGTERM, SIGALRM])
        // An alarm is the end of the grace, or of the operation: `value` tells.
        let awaited = [SIGINT, SIGTERM].filter { !isIgnored($0) } + [SIGALRM]
        let interruption = Interruption()
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
        if let first = signalNumber { _exit(128 + (number == SIGALRM ? first : number)) }
        first.withLock { $0 = number }
        alarm(Self.grace)
    }

    private static func block(_ numbers: [Int32]) {
        var signals = set(of: numbers)
        // SAFETY: the call reads the set that it is given.
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
        // SAFETY: the calls change the set that they are given.
        unsafe sigemptyset(&signals)
        for number in numbers { unsafe sigaddset(&signals, number) }
        return signals
    }

    /// Returns whether the process was started with the signal ignored, as a shell does with jobs in the background.
    private static func isIgnored(_ number: Int32) -> Bool {
        // SAFETY: both are plain numbers or addresses that are compared, never called.
        let previous = unsafe unsafeBitCast(signal(number, SIG_DFL), to: Int.self)
        let ignored = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
        if previous == ignored { signal(number, SIG_IGN) }
        return previous == ignored
    }
}

/// A place that two threads look at.
private final class Shared<Content: Sendable>: Sendable {
    let content: Locked<Content>

    init(_ content: Content) {
        self.content = Locked(content)
    }
}
