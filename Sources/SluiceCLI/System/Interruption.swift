import Dispatch
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The signals that ask a run to end: the first one asks politely, the second one does not.
///
/// They are blocked in every thread and taken by one that waits for them, so no code runs inside a signal handler.
final class Interruption: Sendable {
    /// How long a run may take to put its things away, in seconds.
    private static let grace: UInt32 = 4

    private struct State {
        var first: Int32?
        var action: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// The first signal received.
    var signalNumber: Int32? { state.withLock { $0.first } }

    /// Begins to watch.
    ///
    /// The process must not have a second thread yet: threads inherit what is blocked.
    init() {
        let numbers = [SIGINT, SIGTERM]
        let all = Self.set(of: numbers + [SIGALRM])
        // SAFETY: the call reads the set that it is given.
        unsafe withUnsafePointer(to: all) { _ = unsafe pthread_sigmask(SIG_BLOCK, $0, nil) }
        let awaited = Self.set(of: numbers.filter { !Self.isIgnored($0) } + [SIGALRM])
        DispatchQueue(label: "sluice.signals").async {
            var number: Int32 = 0
            // SAFETY: the call reads the one and fills the other.
            while unsafe withUnsafePointer(to: awaited, { unsafe sigwait($0, &number) }) == 0 { self.receive(number) }
        }
    }

    /// Has `action` performed at the first signal: at once, if it has come already.
    func onFirst(_ action: @escaping @Sendable () -> Void) {
        let isLate = state.withLock { state in
            state.action = action
            return state.first != nil
        }
        if isLate { action() }
    }

    private func receive(_ number: Int32) {
        let (first, action) = state.withLock { state in
            defer { state.first = state.first ?? number }
            return (state.first, state.action)
        }
        if let first { _exit(128 + (number == SIGALRM ? first : number)) }
        alarm(Self.grace)
        action?()
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
