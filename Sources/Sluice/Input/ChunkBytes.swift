import CSluiceRescue

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Part of the input in memory: a window of a mapped file, bytes read from a pipe, or decompressed text.
///
/// The memory is released with the last reference.
@safe
final class ChunkBytes: Sendable {
    /// The absolute offset of the first byte.
    let offset: Int
    /// The number of bytes.
    let count: Int
    private nonisolated(unsafe) let start: UnsafeRawPointer
    private let memory: Memory

    private enum Memory: Sendable {
        /// Pages of a file from the one that holds the first byte on: the number of bytes before that byte, the length
        /// of the mapping, and the number of its watch.
        case window(FileSource, leading: Int, length: Int, watch: Int32)
        case pages(length: Int)
        case allocated
        case text(TextBlockLease)
        case borrowed(ChunkBytes)
    }

    /// Maps `count` bytes of a file from `offset` on; if it `isPopulated`, the pages are there when this returns.
    init(mapping file: FileSource, offset: Int, count: Int, isPopulated: Bool = false) throws(SystemError) {
        let leading = offset % Int(sysconf(Int32(_SC_PAGESIZE)))
        let length = leading + count
        #if canImport(Darwin)
            let flags = MAP_PRIVATE
        #else
            let flags = isPopulated ? MAP_PRIVATE | MAP_POPULATE : MAP_PRIVATE
        #endif
        // SAFETY: a new read-only mapping; the result is checked.
        let address = unsafe mmap(nil, length, PROT_READ, flags, file.descriptor, off_t(offset - leading))
        guard let address = unsafe address, unsafe address != MAP_FAILED else { throw SystemError("mmap") }
        // The window is read once, front to back: fault it in with few, large steps.
        if !isPopulated { unsafe madvise(address, length, MADV_WILLNEED) }
        // SAFETY: the mapping holds `leading + count` bytes.
        unsafe start = UnsafeRawPointer(address) + leading
        self.offset = offset
        self.count = count
        // SAFETY: the watch ends before the mapping does, and the flag lives as long as the file, which is kept.
        let watch = unsafe sluice_watch(address, length, file.watched)
        memory = .window(file, leading: leading, length: length, watch: watch)
    }

    /// `count` bytes of decompressed text from `offset` on, in the memory of its block.
    init(_ lease: TextBlockLease, offset: Int, count: Int) {
        precondition(lease.block.offset <= offset && offset + count <= lease.block.end, "the block has the text")
        // SAFETY: checked above; the block stays as it is as long as it is in use.
        unsafe start = UnsafeRawPointer(lease.block.place(of: offset))
        self.offset = offset
        self.count = count
        memory = .text(lease)
    }

    /// Copies bytes that are at `offset` in the input.
    init(copying bytes: Span<UInt8>, offset: Int) {
        let (copy, memory) = unsafe Self.allocate(bytes.count)
        // SAFETY: the copy has room for all the bytes.
        unsafe bytes.withUnsafeBytes { source in
            guard let base = source.baseAddress else { return }
            unsafe copy.copyMemory(from: base, byteCount: source.count)
        }
        unsafe start = UnsafeRawPointer(copy)
        self.offset = offset
        self.memory = memory
        count = bytes.count
    }

    /// Copies pieces that follow one another in the input, `count` bytes in all, and releases each once it is copied:
    /// so a long record is not in memory twice.
    init(joining pieces: inout [ChunkBytes], count: Int) {
        let (copy, memory) = unsafe Self.allocate(count)
        offset = pieces.first?.offset ?? 0
        var free = count
        while let piece = pieces.popLast() {
            free -= piece.count
            precondition(free >= 0, "there is room for each piece")
            // SAFETY: the piece holds that many bytes, and there is room for them.
            unsafe copy.advanced(by: free).copyMemory(from: piece.start, byteCount: piece.count)
        }
        precondition(free == 0, "the pieces have as many bytes as are counted")
        unsafe start = UnsafeRawPointer(copy)
        self.memory = memory
        self.count = count
    }

    /// Returns memory for `count` bytes.
    ///
    /// Large regions are mapped separately, so that they return to the system as soon as any thread frees them.
    @unsafe
    private static func allocate(_ count: Int) -> (UnsafeMutableRawPointer, Memory) {
        let (protection, flags) = (PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS)
        // SAFETY: a new anonymous mapping; the result is checked.
        if count >= 64 << 10, let pages = unsafe mmap(nil, count, protection, flags, -1, 0), unsafe pages != MAP_FAILED
        {
            return unsafe (pages, .pages(length: count))
        }
        return (.allocate(byteCount: max(count, 1), alignment: 64), .allocated)
    }

    deinit {
        switch memory {
        case .window(_, let leading, let length, let watch):
            if watch >= 0 { sluice_forget(watch) }
            // SAFETY: exactly the region that `init` mapped.
            unsafe munmap(UnsafeMutableRawPointer(mutating: start - leading), length)
        case .pages(let length):
            // SAFETY: exactly the region that `allocate` mapped.
            unsafe munmap(UnsafeMutableRawPointer(mutating: start), length)
        case .allocated:
            // SAFETY: allocated in `init`.
            unsafe start.deallocate()
        case .text, .borrowed: break
        }
    }

    /// The bytes of `other` in `range`, in the same memory.
    private init(_ range: Range<Int>, of other: ChunkBytes) {
        precondition(range.lowerBound >= 0 && range.upperBound <= other.count, "a part is inside the whole")
        // SAFETY: the part is inside the memory of `other`, which is kept.
        unsafe start = other.start + range.lowerBound
        offset = other.offset + range.lowerBound
        count = range.count
        memory = .borrowed(other)
    }

    /// Returns the bytes in `range`, counted from the first one, in the same memory.
    func part(_ range: Range<Int>) -> ChunkBytes { ChunkBytes(range, of: self) }

    /// Returns the first `length` bytes, in the same memory.
    func prefix(_ length: Int) -> ChunkBytes {
        precondition(length >= 0 && length <= count, "a prefix is no longer than the whole")
        return part(0..<length)
    }

    /// Throws if the bytes may differ from those that the file had when it was opened.
    ///
    /// To be called after they have been read, before any result of that is used.
    func checkUnchanged() throws(InputError) {
        switch memory {
        case .window(let file, _, _, _): try file.checkUnchanged()
        case .borrowed(let whole): try whole.checkUnchanged()
        case .pages, .allocated, .text: break
        }
    }

    /// The absolute offset just past the last byte.
    var end: Int { offset + count }

    var span: Span<UInt8> {
        @_lifetime(borrow self)
        get {
            // SAFETY: the memory holds `count` initialised bytes and lives as long as this object.
            unsafe _overrideLifetime(
                Span(
                    _unsafeElements: UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: count)
                ),
                borrowing: self
            )
        }
    }
}
