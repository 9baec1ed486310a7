/// An input that is open: what its head says, and its chunks.
///
/// This is the one place where the two are wired.
struct OpenedInput {
    /// What opening an input has come to.
    enum Result {
        case opened(OpenedInput)
        case blank(BlankInput)
    }

    let facts: InputFacts
    var chunks: ChunkSequence

    /// Opens `input` and looks at its head, which may block.
    ///
    /// Waits end once `cancellation` is requested. If only the `wanted` records are read, a pipe that pauses after them
    /// is not waited for; `cuts` is whether that may also decide where later chunks end.
    init(
        _ input: InputSource,
        at location: RecordLocation? = nil,
        chunkSize: Int,
        wanted: LeadingRecords? = nil,
        cuts: ChunkSequence.Cuts = .any,
        cancellation: Cancellation
    ) throws(InputError) {
        let source = try input.open(cancellation: cancellation)
        try self.init(source, of: input, at: location, chunkSize: chunkSize, wanted: wanted, cuts: cuts)
    }

    /// Opens the input with the number `index` of a list, which must be the file that was listed.
    ///
    /// Returns what there is instead if it has nothing but white space; if it is alone, that is an error.
    static func input(
        _ index: Int,
        of list: InputList,
        at location: RecordLocation?,
        chunkSize: Int,
        wanted: LeadingRecords? = nil,
        cuts: ChunkSequence.Cuts = .any,
        pool: TextBlockPool,
        cancellation: Cancellation
    ) throws(InputError) -> Result {
        let input = list.source(at: index)
        // The only input is mapped, however small it is: it is not held as it is without need.
        let source = try input.open(cancellation: cancellation, pool: list.count > 1 ? pool : nil)
        try list.checkOpened(source.identity, at: index)
        do throws(InputError) {
            let opened = try OpenedInput(
                source,
                of: input,
                at: location,
                chunkSize: chunkSize,
                wanted: wanted,
                cuts: cuts
            )
            return .opened(opened)
        } catch {
            guard list.count > 1, let blank = error.blank else { throw error }
            return .blank(blank)
        }
    }

    private init(
        _ source: any ByteSource,
        of input: InputSource,
        at location: RecordLocation?,
        chunkSize: Int,
        wanted: LeadingRecords?,
        cuts: ChunkSequence.Cuts
    ) throws(InputError) {
        guard source.replayed == nil || location == nil else {
            let message = "\(input.nameInMessages): rejects are whole records, which have no location"
            throw InputError(message: message, isUsage: true)
        }
        let head: InputHead
        do throws(InputError) {
            head = try source.head(name: input.nameInMessages, location, wanted: wanted)
        } catch {
            var error = error
            error.fault?.input = InputName(input)
            if let replayed = source.replayed, var blank = error.blank {
                blank.rejectsLeftOut = replayed.leftOut
                error = InputError(noRecordsToReplay: input.nameInMessages, blank)
            }
            throw error
        }
        facts = InputFacts(input, head: head, source)
        chunks = ChunkSequence(source, head: head, chunkSize: chunkSize, wanted: wanted, cuts: cuts)
    }
}

/// What is known of an open input, for all who work on it.
struct InputFacts: Sendable {
    /// Its name as messages show it.
    let name: String
    let exactName: InputName
    let head: InputHead
    /// The size in bytes; `nil` for a pipe, and for the text of a compressed input.
    let totalBytes: Int?
    /// How the input is compressed, if it is.
    let compression: Compression?
    /// Of the rejects of an earlier run, the records that the text has been made of.
    let replayed: ReplayedRecords?
    /// The size of the file, compressed or not; `nil` for a pipe.
    let fileBytes: Int?
    /// The input, where it is a file that can change: what has been read of a pipe or a small file cannot.
    private let file: FileSource?
    /// How far a compressed input has been read.
    private let meter: DecompressionMeter?

    fileprivate init(_ source: InputSource, head: InputHead, _ bytes: any ByteSource) {
        exactName = InputName(source)
        name = exactName.shown
        self.head = head
        totalBytes = bytes.totalBytes
        compression = bytes.compression
        replayed = bytes.replayed
        fileBytes = bytes.identity?.size
        file = bytes.file
        meter = bytes.meter
    }

    /// Whether the text is not what the file holds.
    var isDecoded: Bool { meter != nil }

    /// How much of a file has been read whose text is not what it holds, 0 to 1; `nil` for other inputs.
    var decodedFraction: Double? {
        guard let meter, let fileBytes, fileBytes > 0 else { return nil }
        return Double(meter.compressedBytes) / Double(fileBytes)
    }

    /// Whether `checkUnchanged` notices every change.
    var canSeeChanges: Bool { file != nil }

    /// Throws where the input is no longer what it was when it was opened, or bytes of it could not be read.
    func checkUnchanged() throws(InputError) { try file?.checkUnchanged() }
}
