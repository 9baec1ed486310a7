import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A pipe, a terminal or a socket: bytes that come once, in their own time.
final class PipeSource: ByteSource {
    /// How long a read waits before it looks whether the run has been cancelled, in milliseconds.
    private static let patience: Int32 = 50
    /// No more bytes than this are asked for at once: a pipe gives no more, and the room for them is cleared first.
    private static let portion = 128 << 10

    let name: String
    private let descriptor: Int32
    private let cancellation: Cancellation
    /// Bytes that were read and may be asked for again; the first of them stands at `bufferOffset`.
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
        while buffer.count < count, !isAtEnd { try readMore(min(count - buffer.count, Self.portion)) }
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
            // SAFETY: `count` bytes behind the `length` old ones were added above.
            received = try unsafe buffer.withUnsafeMutableBytes { (bytes) throws(SystemError) in
                let free = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[length...])
                return try retryingInterrupts("read") { unsafe read(descriptor, free.baseAddress, free.count) }
            }
        } catch {
            throw InputError(message: "cannot read \(name): \(error)")
        }
        buffer.removeLast(count - received)
        isAtEnd = received == 0
    }

    private func waitForBytes() throws(InputError) {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        // SAFETY: the call is given one struct and its count.
        while unsafe poll(&request, 1, Self.patience) == 0 {
            if cancellation.isRequested { throw InputError(message: "interrupted") }
        }
    }
}
