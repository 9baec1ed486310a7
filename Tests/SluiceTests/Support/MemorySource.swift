@testable import Sluice

/// An input that stands in memory, and that insists on being read forwards unless it can be read again.
final class MemorySource: ByteSource {
    private let bytes: [UInt8]
    private var reached = 0
    let canReadAgain: Bool

    init(_ bytes: [UInt8], canReadAgain: Bool = false) {
        self.bytes = bytes
        self.canReadAgain = canReadAgain
    }

    convenience init(_ text: String) { self.init(Array(text.utf8)) }

    var totalBytes: Int? { bytes.count }
    var identity: FileIdentity? { nil }

    func window(at offset: Int, count: Int) throws(InputError) -> ChunkBytes {
        precondition(
            (canReadAgain || offset >= reached) && offset <= bytes.count,
            "an input is read forwards, and no further than its end"
        )
        reached = offset
        return ChunkBytes(Array(bytes[offset..<min(offset + count, bytes.count)]), offset: offset)
    }

    func checkUnchanged() throws(InputError) {}
}
