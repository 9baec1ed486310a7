#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension Directory {
    /// How a directory is locked, until its descriptor is closed.
    enum Lock {
        /// By one process alone.
        case exclusive
        /// By any number of processes that only check whether another one holds it exclusively.
        case shared
    }

    /// How often an exclusive lock is attempted: a process that shows the status of a run holds a shared lock for an
    /// instant.
    private static let attempts = 20
    /// The pause between two attempts, in microseconds.
    private static let pause: UInt32 = 2_000

    /// Locks the directory.
    ///
    /// - Throws: `EWOULDBLOCK` if another process holds it.
    func lock(_ lock: Lock = .exclusive) throws(SystemError) {
        let operation = lock == .exclusive ? LOCK_EX : LOCK_SH
        var attempt = 1
        while true {
            do throws(SystemError) {
                try retryingInterrupts("flock") { flock(descriptor.rawValue, operation | LOCK_NB) }
                return
            } catch {
                guard error.code == EWOULDBLOCK, lock == .exclusive, attempt < Self.attempts else { throw error }
            }
            attempt += 1
            usleep(Self.pause)
        }
    }
}
