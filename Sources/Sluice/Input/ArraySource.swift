/// Bytes in memory as an input.
final class ArraySource: ByteSource {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var totalBytes: Int? { bytes.count }
    var identity: FileIdentity? { nil }
    var canReadAgain: Bool { true }

    func window(at offset: Int, count: Int) throws(InputError) -> ChunkBytes {
        let bytes = bytes
        let start = min(offset, bytes.count)
        let end = start + min(count, bytes.count - start)
        return ChunkBytes(copying: bytes.span.extracting(start..<end), offset: offset)
    }

    func checkUnchanged() throws(InputError) {}
}
