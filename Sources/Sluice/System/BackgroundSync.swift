import Dispatch

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Brings what has been written to a file to the device while more is being written.
///
/// The sync at the end waits for all that is still in memory: the device would have stood idle until then. What one of
/// these syncs reports is kept, as the system tells of a failed write only once.
final class BackgroundSync: Sendable {
    /// So many bytes are written before the next sync begins: a small file is synced once, at its end.
    private static let interval = 8 << 20

    private struct State {
        var isRunning = false
        var unsyncedBytes = 0
        var failure: SystemError?
    }

    private let state = Locked(State())
    private let queue = DispatchQueue(label: "sluice.sync")
    /// A descriptor of its own: it may be in use when the writer has given up and closed the file.
    private let descriptor: Int32

    init(of file: borrowing Descriptor) throws(SystemError) {
        let original = file.rawValue
        descriptor = try retryingInterrupts("dup") { fcntl(original, F_DUPFD_CLOEXEC, 0) }
    }

    deinit { close(descriptor) }

    /// Notes that more has been written, and begins a sync if it is time for one and none is under way.
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

    /// Waits until all that has been written by now is on the device.
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

    /// Waits for the sync that is under way; throws if any has failed.
    func finish() throws(SystemError) {
        queue.sync {}
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }
}
