/// An input that is open: what its head says, and its chunks.
///
/// This is the one place where the two are wired.
struct OpenedInput {
    let facts: InputFacts
    var chunks: ChunkSequence

    /// Opens `input` and looks at its head, which may block.
    ///
    /// Waits end once `cancellation` is requested.
    init(
        _ input: InputSource,
        at location: RecordLocation? = nil,
        chunkSize: Int,
        cancellation: Cancellation
    ) throws(InputError) {
        let source = try input.open(cancellation: cancellation)
        let head = try source.head(name: input.nameInMessages, location)
        facts = InputFacts(input, head: head, source)
        chunks = ChunkSequence(source, head: head, chunkSize: chunkSize)
    }
}

/// What is known of an open input, for all who work on it.
struct InputFacts: Sendable {
    /// The input as it was named.
    let source: InputSource
    /// Its name as messages show it.
    let name: String
    let head: InputHead
    /// The size in bytes; `nil` for a pipe, and for the text of a compressed input.
    let totalBytes: Int?
    /// How the input is compressed, if it is.
    let compression: Compression?
    /// The input, where it is a file: a pipe cannot change.
    private let file: FileSource?
    /// How far a compressed input has been read.
    private let meter: DecompressionMeter?

    fileprivate init(_ source: InputSource, head: InputHead, _ bytes: any ByteSource) {
        self.source = source
        name = Excerpt.path(source.name)
        self.head = head
        totalBytes = bytes.totalBytes
        compression = bytes.compression
        file = bytes.file
        meter = bytes.meter
    }

    /// The size of the file, compressed or not; `nil` for a pipe.
    var fileBytes: Int? { file?.totalBytes }

    /// How much of a compressed file has been read, 0 to 1; `nil` for other inputs.
    var compressedFraction: Double? {
        guard let meter, let fileBytes, fileBytes > 0 else { return nil }
        return Double(meter.compressedBytes) / Double(fileBytes)
    }

    /// What tells the file from others; `nil` for a pipe.
    var identity: FileIdentity? { file?.identity }

    /// Throws where the input is no longer what it was when it was opened, or bytes of it could not be read.
    func checkUnchanged() throws(InputError) { try file?.checkUnchanged() }
}
