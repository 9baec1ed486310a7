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
        /// By any number of processes that look whether another one has it for itself.
        case shared
    }

    /// How often an exclusive lock is asked for: a process that shows the status of a run holds a shared one for an
    /// instant.
    private static let attempts = 20
    /// The pause between two attempts, in microseconds.
    private static let pause: UInt32 = 2_000

    /// Locks the directory.
    ///
    /// - Throws: `EWOULDBLOCK` where another process has it.
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
