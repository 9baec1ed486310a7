/// A stretch of the input that is read as a whole.
struct Chunk {
    let bytes: ChunkBytes
    /// Where the reading is to begin: known for the first chunk, guessed for the others, `nil` where there is no guess.
    let seam: Seam?
    let isLast: Bool
    /// Whether the byte after the chunk opens an object, white space left aside: then its last record is whole.
    var isFollowedByObject = false
}

/// Cuts the input into chunks, each ending where a record seems to begin.
///
/// ```
/// offset          target             cut
/// │ ◄─ chunk size ─► │ ◄─ lookahead ─► │          the next chunk begins at the cut
/// ```
struct ChunkSequence {
    /// How far behind the chunk size a place to cut is looked for at first, in bytes.
    private static let lookahead = 64 << 10
    /// A chunk grows to this many chunk sizes before it is cut where no record is seen to begin.
    private static let maximumGrowth = 8

    private let source: any ByteSource
    private let cutter: RecordCutter
    /// Finds the cuts in the guesses' stead, once these have failed.
    private var scan: RecordScan?
    private let chunkSize: Int
    /// Where the next chunk begins, and how its reading is to begin where that is known.
    private(set) var offset: Int
    private var seam: Seam?
    private var isAtEnd = false

    init(_ source: any ByteSource, head: InputHead, chunkSize: Int) {
        self.source = source
        self.chunkSize = chunkSize
        cutter = RecordCutter(framing: head.framing, openingKey: head.openingKey)
        offset = head.chunkStart
        seam = head.firstSeam
    }

    /// Begins where an interrupted run has stopped, before the first chunk has been asked for; returns the bytes between
    /// there and the next chunk.
    ///
    /// The cuts that follow are those that would have followed there.
    mutating func begin(at point: ResumePoint) throws(InputError) -> ChunkBytes {
        let carry = try source.window(at: point.seam.offset, count: max(0, point.nextChunk - point.seam.offset))
        offset = point.nextChunk
        seam = point.seam.offset < offset ? Seam(offset: offset, state: cutter.seamState) : point.seam
        return carry
    }

    /// Returns the next chunk, or `nil` behind the last one.
    mutating func next() throws(InputError) -> Chunk? {
        guard !isAtEnd else { return nil }
        let (bytes, endsAtRecord, isFollowedByObject) = try readToCut()
        defer {
            offset = bytes.end
            seam = endsAtRecord ? Seam(offset: offset, state: cutter.seamState) : nil
        }
        return Chunk(bytes: bytes, seam: seam, isLast: isAtEnd, isFollowedByObject: isFollowedByObject)
    }

    /// Gives up guessing: follows the records from `start` on, where one begins, to find the next cuts.
    ///
    /// Does nothing where the input cannot be read again.
    mutating func stopGuessing(from start: Int) throws(InputError) {
        guard source.canReadAgain, start <= offset else { return }
        let passed = try source.window(at: start, count: offset - start)
        scan = RecordScan(framing: cutter.framing)
        scan?.pass(passed.span)
    }

    /// Throws where the input is no longer what it was.
    func checkUnchanged() throws(InputError) { try source.checkUnchanged() }

    /// Returns the bytes up to the next cut, whether a record seems to begin there, and whether an object does.
    private mutating func readToCut() throws(InputError) -> (ChunkBytes, endsAtRecord: Bool, isFollowedByObject: Bool) {
        var length = chunkSize + Self.lookahead
        let limit = max(chunkSize * Self.maximumGrowth, 4 * Self.lookahead)
        while true {
            let window = try source.window(at: offset, count: length)
            let target = chunkSize + (seam.map { $0.offset - offset } ?? 0)
            if let cut = cut(in: window.span, from: target), cut < window.count {
                let next = window.span.firstNonSpace(from: cut)
                let isFollowedByObject = next < window.count && window.span[next] == UInt8(ascii: "{")
                return (window.prefix(cut), true, isFollowedByObject)
            }
            guard window.count == length else {
                isAtEnd = true
                return (window, true, false)
            }
            guard length < limit else {
                scan?.pass(window.span)
                return (window, false, false)
            }
            length = min(length * 2, limit)
        }
    }

    private mutating func cut(in bytes: Span<UInt8>, from target: Int) -> Int? {
        guard var scan else { return cutter.cut(in: bytes, from: target) }
        guard let cut = scan.cut(in: bytes, from: target) else { return nil }
        self.scan = scan
        return cut
    }
}
