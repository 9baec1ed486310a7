import Sluice

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A stream that the process was started with.
enum FileDescriptor: Int32, Sendable {
    case standardInput
    case standardOutput
    case standardError

    /// Writes all of `bytes`, however many calls that takes.
    func write(_ bytes: [UInt8]) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            do throws(SystemError) {
                // SAFETY: the call reads the `count` bytes of the buffer that it is given.
                let count = try retryingInterrupts("write") {
                    unsafe rest.withUnsafeBytes { unsafe platformWrite(rawValue, $0.baseAddress, $0.count) }
                }
                rest = rest.dropFirst(count)
            } catch {
                guard error.code == EAGAIN else { throw error }
                waitUntilWritable()
            }
        }
    }

    /// Whether a person looks at it.
    var isTerminal: Bool { isatty(rawValue) == 1 }

    /// The terminal's width in columns, where there is one.
    var columns: Int? {
        var size = winsize()
        // SAFETY: the request fills the struct it is given.
        guard unsafe ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Waits where whoever shares the stream has made it non-blocking.
    private func waitUntilWritable() {
        var request = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
        // SAFETY: the call reads and writes the one struct it is given.
        _ = unsafe poll(&request, 1, -1)
    }
}

// The method of the same name hides it.
private func platformWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    // SAFETY: the caller's promise.
    unsafe write(file, bytes, count)
}
