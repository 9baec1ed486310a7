/// A file that is mapped once, as a whole: of many small files the calls take longer than the bytes.
final class SmallFileSource: ByteSource {
    /// The size in bytes up to which this is worthwhile: that of a usual chunk.
    private static let maximumSize = 1 << 20

    private let file: FileSource
    private let whole: ChunkBytes

    /// Maps the file, if it is small; `nil` for a larger one.
    init?(_ file: FileSource) throws(InputError) {
        guard let size = file.totalBytes, size <= Self.maximumSize else { return nil }
        whole = try file.whole()
        self.file = file
    }

    var totalBytes: Int? { file.totalBytes }
    var identity: FileIdentity? { file.identity }
    var canReadAgain: Bool { true }

    func window(at offset: Int, count: Int) throws(InputError) -> ChunkBytes {
        guard offset < whole.count else { return ChunkBytes(copying: Span(), offset: offset) }
        return whole.part(offset..<min(offset + count, whole.count))
    }

    func checkUnchanged() throws(InputError) { try file.checkUnchanged() }
}
