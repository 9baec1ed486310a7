import Dispatch

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Syncs a file to the device in the background while more is being written to it.
///
/// Without it the device would be idle until the final sync, which would then wait for everything still in memory. A
/// failure is kept until `finish`, as the system reports a failed write only once.
final class BackgroundSync: Sendable {
    /// The bytes written before the next sync begins: a small file is synced once, at its end.
    private static let interval = 8 << 20

    private struct State {
        var isRunning = false
        var unsyncedBytes = 0
        var failure: SystemError?
    }

    private let state = Locked(State())
    private let queue = DispatchQueue(label: "sluice.sync")
    /// A duplicate, as a sync may still be running when the writer has given up and closed the file.
    private let descriptor: Int32

    init(of file: borrowing Descriptor) throws(SystemError) {
        let original = file.rawValue
        descriptor = try retryingInterrupts("dup") { fcntl(original, F_DUPFD_CLOEXEC, 0) }
    }

    deinit { close(descriptor) }

    /// Records that `count` more bytes were written, and begins a sync if one is due and none is running.
    func didWrite(_ count: Int) {
        let isDue = state.withLock { state in
            state.unsyncedBytes += count
            guard !state.isRunning, state.unsyncedBytes >= Self.interval else { return false }
            state.isRunning = true
            state.unsyncedBytes = 0
            return true
        }
        if isDue { queue.async { self.sync() } }
    }

    /// Waits until everything written so far is on the device.
    func syncNow() throws(SystemError) {
        queue.sync { self.sync() }
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    private func sync() {
        var failure: SystemError?
        do throws(SystemError) {
            #if canImport(Darwin)
                try retryingInterrupts("fsync") { fsync(descriptor) }
            #else
                try retryingInterrupts("fdatasync") { fdatasync(descriptor) }
            #endif
        } catch {
            failure = error
        }
        state.withLock { state in
            state.isRunning = false
            state.failure = state.failure ?? failure
        }
    }

    /// Waits for the running sync, if any; throws if one has failed.
    func finish() throws(SystemError) {
        queue.sync {}
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }
}
