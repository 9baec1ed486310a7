#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A pipe, a terminal or a socket: bytes that can be read once, as they arrive.
final class PipeSource: ByteSource {
    /// How long a read waits before it checks for cancellation, in milliseconds.
    private static let pollInterval: Int32 = 50
    /// The largest read, in bytes: a pipe does not deliver more at once, and room is cleared before it is read into.
    private static let maximumReadSize = 128 << 10

    let name: String
    private let descriptor: Int32
    private let cancellation: Cancellation
    /// Bytes that have been read and may be requested again; the first one is at `bufferOffset`.
    private var buffer: [UInt8] = []
    private var bufferOffset = 0
    private var isAtEnd = false

    init(descriptor: Int32, name: String, cancellation: Cancellation) {
        self.descriptor = descriptor
        self.name = name
        self.cancellation = cancellation
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    var totalBytes: Int? { nil }
    var identity: FileIdentity? { nil }
    var canReadAgain: Bool { false }

    func window(at offset: Int, count: Int) throws(InputError) -> ChunkBytes {
        precondition(offset >= bufferOffset, "a pipe cannot be read backwards")
        buffer.removeFirst(min(offset - bufferOffset, buffer.count))
        bufferOffset = offset
        while buffer.count < count, !isAtEnd { try readMore(min(count - buffer.count, Self.maximumReadSize)) }
        let available = buffer
        return ChunkBytes(copying: available.span.extracting(first: min(count, available.count)), offset: offset)
    }

    func checkUnchanged() throws(InputError) {}

    private func readMore(_ count: Int) throws(InputError) {
        try waitForBytes()
        let length = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: count))
        var received = 0
        do {
            let descriptor = descriptor
            // SAFETY: `count` bytes were added above, after the `length` old ones.
            received = try unsafe buffer.withUnsafeMutableBytes { (bytes) throws(SystemError) in
                let free = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[length...])
                return try retryingInterrupts("read") { unsafe read(descriptor, free.baseAddress, free.count) }
            }
        } catch {
            buffer.removeLast(count)
            // Another process has read what was there.
            if let error = error as? SystemError, error.code == EAGAIN { return }
            throw InputError(message: "cannot read \(name): \(error)")
        }
        buffer.removeLast(count - received)
        isAtEnd = received == 0
    }

    private func waitForBytes() throws(InputError) {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        // SAFETY: the call is given one struct and its count.
        while unsafe poll(&request, 1, Self.pollInterval) == 0 {
            if cancellation.isRequested { throw InputError(message: "interrupted") }
        }
    }
}
