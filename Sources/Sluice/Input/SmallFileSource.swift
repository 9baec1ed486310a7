#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// One of many files, read as a whole: mapping so little takes longer than copying it.
///
/// What has been read does not change any more, so that only its reading has to be checked.
final class SmallFileSource: ByteSource {
    /// The size in bytes up to which this is worthwhile: that of a usual chunk.
    static let maximumSize = 1 << 20

    private let fileIdentity: FileIdentity
    private let whole: ChunkBytes

    /// Reads an open file that has this identity into a block of the pool.
    ///
    /// - Throws: `InputError` if it cannot be read, or has changed since it was opened.
    init(
        _ descriptor: borrowing Descriptor,
        _ identity: FileIdentity,
        name: String,
        _ pool: TextBlockPool
    ) throws(InputError) {
        let isVerySmall = identity.size <= Self.maximumSize / 8
        let block = pool.take(capacity: isVerySmall ? Self.maximumSize / 8 : Self.maximumSize)
        block.begin(at: 0)
        do throws(SystemError) {
            try block.read(from: descriptor, count: identity.size)
        } catch {
            throw InputError(message: "cannot read \(name): \(error)", isTransient: error.isTransient)
        }
        let now = try FileIdentity(descriptor: descriptor.rawValue, name: name)
        try now.checkUnchanged(since: identity, name: name)
        guard block.end == identity.size else { throw InputError(message: "cannot read \(name): it ends too early") }
        fileIdentity = identity
        whole = ChunkBytes(TextBlockLease(block, pool), offset: 0, count: block.end)
    }

    var totalBytes: Int? { whole.count }
    var identity: FileIdentity? { fileIdentity }
    var canReadAgain: Bool { true }

    func window(at offset: Int, count: Int) throws(InputError) -> ChunkBytes {
        guard offset < whole.count else { return ChunkBytes(copying: Span(), offset: offset) }
        return whole.part(offset..<min(offset + count, whole.count))
    }

    func checkUnchanged() throws(InputError) {}
}

extension TextBlock {
    /// Appends up to `count` bytes of a file, from its current position on; fewer if it ends.
    fileprivate func read(from descriptor: borrowing Descriptor, count: Int) throws(SystemError) {
        let file = descriptor.rawValue
        var failure: SystemError?
        var isAtEnd = false
        while end < count, !isAtEnd, failure == nil {
            // SAFETY: the block passes memory with as much room as it says.
            unsafe append(upTo: count - end) { room in
                do throws(SystemError) {
                    let produced = try retryingInterrupts("read") {
                        unsafe Self.sysRead(file, room.baseAddress, room.count)
                    }
                    isAtEnd = produced == 0
                    return DecodingStep(produced: produced)
                } catch {
                    failure = error
                    return DecodingStep()
                }
            }
        }
        if let failure { throw failure }
    }

    /// The C library's `read`, under a name that does not clash with the method's.
    @unsafe
    private static func sysRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        #if canImport(Darwin)
            unsafe Darwin.read(file, bytes, count)
        #elseif canImport(Musl)
            unsafe Musl.read(file, bytes, count)
        #else
            unsafe Glibc.read(file, bytes, count)
        #endif
    }
}
