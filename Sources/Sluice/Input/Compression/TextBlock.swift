#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Text as it was decompressed, with room before it for text of the previous block: most windows over both are then
/// views of this one, and most of the text is never copied.
///
/// ```
/// memory  │ free │ carried text │ decompressed text │ free │
///                └ offset       └ ownStart          └ end
/// ```
///
/// It has one writer at a time: the decompression, and after that the reader, who writes only before what views show.
@safe
final class TextBlock: @unchecked Sendable {
    /// How much of the previous block's text can be carried.
    static let headroom = 512 << 10

    private let memory: UnsafeMutablePointer<UInt8>
    private let size: Int
    /// How much text it can hold, carried text not included.
    var capacity: Int { size - Self.headroom }
    /// Where its text begins in the whole text, carried text included.
    private(set) var offset = 0
    private var ownStart = 0
    /// Where its text ends in the whole text.
    private(set) var end = 0
    /// Whether the text ends here, and whether the stream does not.
    var isLast = false
    var streamBreak: StreamBreak?

    /// Makes an empty block for `capacity` bytes.
    init(capacity: Int) {
        size = Self.headroom + capacity
        let (protection, flags) = (PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS)
        // SAFETY: a new anonymous mapping; the result is checked. Pages that are not written take no memory.
        guard let pages = unsafe mmap(nil, size, protection, flags, -1, 0), unsafe pages != MAP_FAILED else {
            preconditionFailure("out of memory for a block of \(capacity) bytes")
        }
        unsafe memory = pages.bindMemory(to: UInt8.self, capacity: size)
    }

    deinit {
        // SAFETY: exactly the region that `init` mapped.
        unsafe munmap(memory, size)
    }

    /// Empties it, for text that begins at `offset`.
    func begin(at offset: Int) {
        (self.offset, ownStart, end) = (offset, offset, offset)
        isLast = false
        streamBreak = nil
    }

    /// Lets `body` write up to `count` further bytes of text, and return what came of it.
    @unsafe
    @discardableResult
    func append(upTo count: Int, _ body: (UnsafeMutableBufferPointer<UInt8>) -> DecodingStep) -> DecodingStep {
        let used = end - ownStart
        precondition(count >= 0 && count <= capacity - used, "there is room for the text")
        // SAFETY: checked above.
        let free = unsafe UnsafeMutableBufferPointer(start: memory + Self.headroom + used, count: count)
        let step = unsafe body(free)
        precondition(step.produced >= 0 && step.produced <= count, "more was written than there is room for")
        end += step.produced
        return step
    }

    /// Whether text can be carried that begins at `start`.
    func canCarry(from start: Int) -> Bool { ownStart - start <= Self.headroom }

    /// A copy of the text of `blocks`, which follow one another, from `start` on.
    convenience init(joining blocks: [TextBlock], from start: Int) {
        let end = blocks.last?.end ?? start
        self.init(capacity: end - start)
        begin(at: start)
        copy(start..<end, of: blocks)
        self.end = end
    }

    /// Copies the text of `blocks`, which precede it, from `start` on.
    func carry(from start: Int, of blocks: some Collection<TextBlock>) {
        precondition(canCarry(from: start), "there is room for the text")
        guard start < offset else { return }
        copy(start..<offset, of: blocks)
        offset = start
    }

    private func copy(_ range: Range<Int>, of blocks: some Collection<TextBlock>) {
        for block in blocks {
            let part = range.clamped(to: block.offset..<block.end)
            // SAFETY: the block has the text, and the caller has seen to it that there is room for it here.
            unsafe place(of: part.lowerBound).update(from: block.place(of: part.lowerBound), count: part.count)
        }
    }

    /// Where in memory the text at an absolute offset is, or belongs.
    @unsafe
    func place(of offset: Int) -> UnsafeMutablePointer<UInt8> {
        unsafe memory + (Self.headroom + offset - ownStart)
    }
}
