#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension Descriptor {
    /// The largest read, in bytes.
    private static let bufferSize = 1 << 20
    /// The smallest read, in bytes: a file may grow, or report no size.
    private static let smallestBufferSize = 4 << 10

    /// Opens an existing file in `directory` for reading, and for writing if `isWritable`.
    ///
    /// Does not block on anything but a regular file, such as a pipe without a writer.
    init(existing name: String, in directory: borrowing Descriptor, isWritable: Bool) throws(SystemError) {
        try self.init(in: directory, name: name, flags: (isWritable ? O_RDWR : O_RDONLY) | O_NONBLOCK)
    }

    /// Returns the file's status, as the system reports it.
    func status() throws(SystemError) -> FileStatus {
        var status = stat()
        // SAFETY: the call fills the struct it is given.
        guard unsafe fstat(rawValue, &status) == 0 else { throw SystemError("fstat") }
        return FileStatus(status)
    }

    /// Truncates the file to `length` bytes, and moves to its end.
    func cut(to length: Int) throws(SystemError) {
        try retryingInterrupts("ftruncate") { ftruncate(rawValue, off_t(length)) }
        guard lseek(rawValue, 0, SEEK_END) == length else { throw SystemError("lseek") }
    }

    /// Reads on, passing one piece after another to `body`, until the end or until `body` returns `false`.
    func read(_ body: (Span<UInt8>) -> Bool) throws(SystemError) {
        // Most of these files are small, and clearing a large buffer would take longer than reading them.
        let size = try status().size + 1
        var buffer = [UInt8](repeating: 0, count: min(max(size, Self.smallestBufferSize), Self.bufferSize))
        while true {
            let count = try retryingInterrupts("read") {
                // SAFETY: the call writes at most as many bytes as the buffer has.
                unsafe buffer.withUnsafeMutableBytes { unsafe sysRead(rawValue, $0.baseAddress, $0.count) }
            }
            guard count > 0, body(buffer.span.extracting(first: count)) else { return }
        }
    }

    /// Returns all bytes from the current position to the end.
    func contents() throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        try read { piece in
            bytes.append(contentsOf: piece)
            return true
        }
        return bytes
    }
}

/// The C library's `read`, under a name that does not clash with the method's.
@unsafe
private func sysRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    unsafe read(descriptor, bytes, count)
}
