/// The input as windows of bytes, owned by one reader.
protocol ByteSource: AnyObject {
    /// The input's size in bytes, if it is known before reading.
    var totalBytes: Int? { get }
    /// The file's identity, if the input is a file.
    var identity: FileIdentity? { get }
    /// The file, if the input is one, compressed or not.
    var file: FileSource? { get }
    /// How the input is compressed, if it is.
    var compression: Compression? { get }
    /// How far a compressed input has been read.
    var meter: DecompressionMeter? { get }
    /// Where the stream of a compressed input breaks off; `nil` if it does not, and before its text has been read.
    var streamBreak: StreamBreak? { get }

    /// Of the rejects of an earlier run, the records that the text has been made of.
    var replayed: ReplayedRecords? { get }

    /// Whether bytes can be read more than once.
    var canReadAgain: Bool { get }

    /// Returns `count` bytes from the absolute `offset` on; fewer only at the end of the input.
    ///
    /// Offsets must not decrease unless `canReadAgain`. May block.
    func window(at offset: Int, count: Int) throws(InputError) -> ChunkBytes

    /// Returns the same; or fewer bytes, once no more arrive for a moment and those that are there are enough.
    func window(
        at offset: Int,
        count: Int,
        orOnceIdle isEnough: (Span<UInt8>) -> Bool
    ) throws(InputError) -> (bytes: ChunkBytes, isCutShort: Bool)

    /// Throws if the input has changed since it was opened, or bytes of it could not be read.
    func checkUnchanged() throws(InputError)

    /// Reads up to `limit` further bytes; returns where the stream of a compressed input breaks off, if it does there.
    ///
    /// Nothing else can be read afterwards.
    func findBreak(within limit: Int) throws(InputError) -> StreamBreak?
}

extension ByteSource {
    var file: FileSource? { nil }
    var compression: Compression? { nil }
    var meter: DecompressionMeter? { nil }
    var streamBreak: StreamBreak? { nil }
    var replayed: ReplayedRecords? { nil }

    func findBreak(within limit: Int) throws(InputError) -> StreamBreak? { nil }
}

extension ByteSource {
    /// Returns `count` bytes: a source that never waits for a writer has them at once.
    func window(
        at offset: Int,
        count: Int,
        orOnceIdle isEnough: (Span<UInt8>) -> Bool
    ) throws(InputError) -> (bytes: ChunkBytes, isCutShort: Bool) {
        (try window(at: offset, count: count), false)
    }
}
