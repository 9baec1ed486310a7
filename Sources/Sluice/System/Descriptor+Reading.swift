#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension Descriptor {
    /// The most bytes that are read at once.
    private static let bufferSize = 1 << 20
    /// The least: a file may grow, or not say its size.
    private static let smallestBufferSize = 4 << 10

    /// Opens an existing file of this directory to be read, and to be written where `isWritable`.
    ///
    /// Does not wait for what is no regular file, such as a pipe without a writer.
    init(existing name: String, in directory: borrowing Descriptor, isWritable: Bool) throws(SystemError) {
        try self.init(in: directory, name: name, flags: (isWritable ? O_RDWR : O_RDONLY) | O_NONBLOCK)
    }

    /// What the system knows of the file.
    func status() throws(SystemError) -> FileStatus {
        var status = stat()
        // SAFETY: the call fills the struct it is given.
        guard unsafe fstat(rawValue, &status) == 0 else { throw SystemError("fstat") }
        return FileStatus(status)
    }

    /// Cuts the file to `length` bytes, and goes to its end.
    func cut(to length: Int) throws(SystemError) {
        try retryingInterrupts("ftruncate") { ftruncate(rawValue, off_t(length)) }
        guard lseek(rawValue, 0, SEEK_END) == length else { throw SystemError("lseek") }
    }

    /// Reads on until the end or until `body` returns `false`, which is given one stretch after the other.
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

    /// Returns all bytes from here to the end.
    func contents() throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        try read { stretch in
            bytes.append(contentsOf: stretch)
            return true
        }
        return bytes
    }
}

/// The C library's `read`, under a name that does not meet the method's.
@unsafe
private func sysRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    unsafe read(descriptor, bytes, count)
}
