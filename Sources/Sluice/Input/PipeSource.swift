#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A pipe, a terminal or a socket: bytes that can be read once, as they arrive.
final class PipeSource: ByteSource {
    /// How long no bytes arrive before a pipe counts as idle, in milliseconds.
    private static let pause: Int32 = 5
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
        try window(at: offset, count: count, orOnceIdle: { _ in false }).bytes
    }

    func window(
        at offset: Int,
        count: Int,
        orOnceIdle isEnough: (Span<UInt8>) -> Bool
    ) throws(InputError) -> (bytes: ChunkBytes, isCutShort: Bool) {
        precondition(offset >= bufferOffset, "a pipe cannot be read backwards")
        buffer.removeFirst(min(offset - bufferOffset, buffer.count))
        bufferOffset = offset
        var isCutShort = false
        while buffer.count < count, !isAtEnd, !isCutShort {
            if try waitForBytes(orOnceIdle: isEnough) {
                try readMore(min(count - buffer.count, Self.maximumReadSize))
            } else {
                isCutShort = true
            }
        }
        let available = buffer
        let bytes = ChunkBytes(copying: available.span.extracting(first: min(count, available.count)), offset: offset)
        return (bytes, isCutShort)
    }

    func checkUnchanged() throws(InputError) {}

    private func readMore(_ count: Int) throws(InputError) {
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

    /// Waits until there is something to read; returns false once none has come for a moment and what is there is enough.
    private func waitForBytes(orOnceIdle isEnough: (Span<UInt8>) -> Bool) throws(InputError) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        var interval = Self.pause
        // SAFETY: the call is given one struct and its count.
        while unsafe poll(&request, 1, interval) == 0 {
            interval = Self.pollInterval
            if cancellation.isRequested { throw InputError(message: "interrupted") }
            let arrived = buffer
            if isEnough(arrived.span) { return false }
        }
        return true
    }
}
