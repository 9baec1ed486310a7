import Sluice

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A standard stream of the process.
enum FileDescriptor: Int32, Sendable {
    case standardInput
    case standardOutput
    case standardError

    /// Writes all of `bytes`, however many calls that takes.
    func write(_ bytes: [UInt8]) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            do throws(SystemError) {
                // SAFETY: the call reads the buffer's `count` bytes.
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

    /// Whether the stream is a terminal.
    var isTerminal: Bool { isatty(rawValue) == 1 }

    /// The terminal's width in columns; `nil` if it is unknown.
    var columns: Int? {
        var size = winsize()
        // SAFETY: the request fills the struct it is given.
        guard unsafe ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Waits until the stream, which a process that shares it has made non-blocking, can be written.
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
