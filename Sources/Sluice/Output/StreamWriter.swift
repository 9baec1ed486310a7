#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Writes to an open file, pipe or socket that it does not own.
///
/// Where a reader is slow, a write waits for it, which holds up the run and bounds its memory. The wait ends if the run is
/// cancelled.
struct StreamWriter {
    /// What fits into a pipe that is not full, so that writing it does not block: a page, as poll(2) says.
    private static let pipeSize = 4_096
    /// How long a write waits before it checks for cancellation, in milliseconds.
    private static let pollInterval: Int32 = 50

    private let descriptor: Int32
    private let cancellation: Cancellation
    /// Whether a write may block for long.
    private let isPaced: Bool
    /// How many bytes have been written, also by a write that failed later.
    private(set) var bytesWritten = 0

    init(_ descriptor: Int32, _ cancellation: Cancellation) throws(SystemError) {
        self.descriptor = descriptor
        self.cancellation = cancellation
        isPaced = try !FileIdentity(descriptor: descriptor).isRegular && !Self.isNullDevice(descriptor)
    }

    /// Whether this is a device that is no terminal: one like `/dev/null` takes everything at once.
    private static func isNullDevice(_ descriptor: Int32) -> Bool {
        var status = stat()
        // SAFETY: the call fills the struct it is given.
        guard unsafe fstat(descriptor, &status) == 0 else { return false }
        return status.st_mode & mode_t(S_IFMT) == mode_t(S_IFCHR) && isatty(descriptor) == 0
    }

    /// Writes all the bytes.
    mutating func write(_ bytes: Span<UInt8>) throws(SystemError) {
        var rest = bytes
        while rest.count > 0 {
            if isPaced { try waitUntilWritable() }
            let piece = isPaced ? rest.extracting(first: min(rest.count, Self.pipeSize)) : rest
            do throws(SystemError) {
                let count = try writeOnce(piece)
                bytesWritten += count
                rest = rest.extracting(count...)
            } catch {
                // A process that shares the file may have made it non-blocking.
                guard error.code == EAGAIN else { throw error }
                try waitUntilWritable()
            }
        }
    }

    private func writeOnce(_ bytes: Span<UInt8>) throws(SystemError) -> Int {
        let file = descriptor
        return try retryingInterrupts("write") {
            // SAFETY: the call reads the span's own bytes.
            unsafe bytes.withUnsafeBytes { unsafe systemWrite(file, $0.baseAddress, $0.count) }
        }
    }

    private func waitUntilWritable() throws(SystemError) {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        // SAFETY: the call is given one struct and its count.
        while unsafe poll(&request, 1, Self.pollInterval) == 0 {
            if cancellation.isRequested { throw SystemError("write", code: ECANCELED) }
        }
    }
}

// The method of the same name hides it.
@unsafe
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    unsafe write(file, bytes, count)
}
