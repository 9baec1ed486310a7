/// A compressed file or pipe: its text, which can be read once, in order.
final class CompressedSource: ByteSource {
    /// The least that is decompressed at a time, in bytes.
    private static let minimumBlock = 256 << 10
    /// The most that is decompressed at a time, in bytes.
    private static let maximumBlock = 4 << 20
    /// How much text beyond what a reader asks for is decompressed: it then seldom asks for a little of the next block.
    private static let margin = 64 << 10

    let compression: Compression?
    private let source: any ByteSource
    private let name: String
    private let decompressor: TextDecompressor
    /// The blocks with the text that may be asked for next: between two windows, at most one.
    private var leases: [TextBlockLease] = []
    /// Where the last window began, and how far after the one before.
    private var start = 0
    private var advance = 0
    /// Where the text ends that has been taken from the decompression.
    private var end = 0
    private var isAtEnd = false
    /// Why no more of the input can be read.
    private var failure: InputError?
    private(set) var streamBreak: StreamBreak?

    /// Reads the text of `source`, which `name` is in messages.
    ///
    /// - Throws: `InputError` if no library can decompress it.
    init(
        _ source: any ByteSource,
        _ compression: Compression,
        name: String,
        libraries: DecompressionLibraries = .system
    ) throws(InputError) {
        self.source = source
        self.name = name
        self.compression = compression
        let decoder = try libraries.decoder(of: compression, name: name)
        decompressor = TextDecompressor(CompressedStream(source, decoder, compression, name: name))
        decompressor.request(Self.minimumBlock)
    }

    /// The size of the text is known only at its end.
    var totalBytes: Int? { nil }
    /// The compressed file's.
    var identity: FileIdentity? { source.identity }
    var file: FileSource? { source.file }
    var canReadAgain: Bool { false }
    var meter: DecompressionMeter? { decompressor.meter }

    func checkUnchanged() throws(InputError) { try source.checkUnchanged() }

    func window(at offset: Int, count: Int) throws(InputError) -> ChunkBytes {
        precondition(offset >= start, "a compressed input cannot be read backwards")
        (advance, start) = (offset - start, offset)
        leases.removeAll { $0.block.end <= offset }
        while end < offset + count, !isAtEnd { try takeBlock(before: offset, count) }
        guard end >= offset else {
            throw InputError(message: streamBreak?.message ?? "\(name) has less text than it had before")
        }
        bringTogether()
        guard let lease = leases.first else { return ChunkBytes(copying: Span(), offset: offset) }
        return ChunkBytes(lease, offset: offset, count: min(count, end - offset))
    }

    /// Decompresses up to `limit` further bytes of text; returns where the stream breaks off, if that is among them.
    func findBreak(within limit: Int) throws(InputError) -> StreamBreak? {
        leases = []
        let limit = end + limit
        while end < limit, !isAtEnd {
            try takeBlock(before: end, Self.minimumBlock)
            leases = []
        }
        return streamBreak
    }

    /// Takes the next block, and requests the one after it: as much as a window like the current one will need, if that
    /// begins as far after this one as this one after the last.
    private func takeBlock(before offset: Int, _ count: Int) throws(InputError) {
        let lease = try takeRequested()
        end = lease.block.end
        if end > offset { leases.append(lease) }
        (isAtEnd, streamBreak) = (lease.block.isLast, lease.block.streamBreak)
        guard !isAtEnd else { return }
        let carried = max(0, end - offset - advance)
        decompressor.request(min(max(count + Self.margin - carried, Self.minimumBlock), Self.maximumBlock))
    }

    /// Takes the block that has been requested; once that has failed, there is none, and no end either.
    private func takeRequested() throws(InputError) -> TextBlockLease {
        if let failure { throw failure }
        do throws(InputError) {
            return try decompressor.take()
        } catch {
            failure = error
            throw error
        }
    }

    /// Makes one block of all that has been taken.
    private func bringTogether() {
        guard leases.count > 1, let last = leases.last else { return }
        let blocks = leases.map(\.block)
        if last.block.canCarry(from: start) {
            last.block.carry(from: start, of: blocks.dropLast())
            leases = [last]
        } else {
            leases = [TextBlockLease(TextBlock(joining: blocks, from: start), nil)]
        }
    }
}
