/// Cuts the input into chunks, each ending where a record seems to begin.
///
/// ```
/// offset          target             cut
/// │ ◄─ chunk size ─► │ ◄─ lookahead ─► │          the next chunk begins at the cut
/// ```
struct ChunkSequence {
    /// How far beyond the chunk size a place to cut is searched for at first, in bytes.
    private static let lookahead = 64 << 10
    /// A chunk grows to this many chunk sizes before it is cut where no record seems to begin.
    private static let maximumGrowth = 8

    /// What may decide where chunks end.
    enum Cuts: Sendable {
        /// The bytes alone, as the output shows where chunks end.
        case fixed
        /// Also where a pipe pauses, if the run may end there.
        case any
    }

    private let source: any ByteSource
    /// The records that are read; `nil` for all.
    private let wanted: LeadingRecords?
    private let cuts: Cuts
    private let start: Int
    private let cutter: RecordCutter
    /// Finds the cuts instead of `cutter`, once its guesses have failed.
    private var scan: RecordScan?
    private let chunkSize: Int
    /// Where the next chunk begins; `seam` is where its reading begins, if known.
    private(set) var offset: Int
    private var seam: Seam?
    private var isAtEnd = false

    init(
        _ source: any ByteSource,
        head: InputHead,
        chunkSize: Int,
        wanted: LeadingRecords? = nil,
        cuts: Cuts = .any
    ) {
        self.source = source
        self.wanted = wanted
        self.cuts = cuts
        start = head.chunkStart
        self.chunkSize = chunkSize
        cutter = RecordCutter(framing: head.framing, openingKey: head.openingKey, arrays: head.region?.arrays ?? 0)
        offset = head.chunkStart
        seam = head.firstSeam
    }

    /// Starts where an interrupted run stopped; returns the bytes between there and the next chunk.
    ///
    /// To be called before the first chunk is requested. The cuts that follow are those that the interrupted run would
    /// have made.
    mutating func begin(at point: ResumePoint) throws(InputError) -> ChunkBytes {
        let carry = try source.window(at: point.seam.offset, count: max(0, point.nextChunk - point.seam.offset))
        offset = point.nextChunk
        seam = point.seam.offset < offset ? cutter.seam(at: offset) : point.seam
        return carry
    }

    /// Returns the next chunk, or `nil` after the last one.
    mutating func next() throws(InputError) -> Chunk? {
        guard !isAtEnd else { return nil }
        let (bytes, end) = try readToCut()
        defer {
            offset = bytes.end
            seam = end.isAtRecord ? cutter.seam(at: offset) : nil
        }
        return Chunk(
            bytes: bytes,
            seam: seam,
            isLast: isAtEnd,
            isFollowedByObject: end == .beforeObject,
            streamBreak: isAtEnd ? source.streamBreak : nil,
            isCutShort: end == .atPause
        )
    }

    /// Stops guessing: from now on cuts are found by following the records from `start`, where one begins.
    ///
    /// Does nothing if the input cannot be read again.
    mutating func stopGuessing(from start: Int) throws(InputError) {
        guard source.canReadAgain, start <= offset else { return }
        let passed = try source.window(at: start, count: offset - start)
        scan = RecordScan(framing: cutter.framing)
        scan?.pass(passed.span)
    }

    /// Reads up to `limit` further bytes; returns where the stream of a compressed input breaks off, if it does there.
    ///
    /// There are no chunks afterwards.
    mutating func findBreak(within limit: Int) throws(InputError) -> StreamBreak? {
        isAtEnd = true
        return try source.findBreak(within: limit)
    }

    /// Throws if the input has changed.
    func checkUnchanged() throws(InputError) { try source.checkUnchanged() }

    /// What is where a chunk ends.
    private enum End {
        /// An object, which seems to be a record.
        case beforeObject
        /// A record seems to begin, or the input ends.
        case atRecord
        /// No record seems to begin.
        case anywhere
        /// No more has arrived.
        case atPause

        var isAtRecord: Bool { self == .beforeObject || self == .atRecord }
    }

    /// Returns the bytes up to the next cut, and what is there.
    private mutating func readToCut() throws(InputError) -> (ChunkBytes, End) {
        var length = chunkSize + Self.lookahead
        let limit = max(chunkSize * Self.maximumGrowth, 4 * Self.lookahead)
        while true {
            let (window, isCutShort) = try source.window(at: offset, count: length, orOnceIdle: mayEndRun)
            let target = chunkSize + (seam.map { $0.offset - offset } ?? 0)
            if let cut = cut(in: window.span, from: target), cut < window.count {
                let next = window.span.firstNonSpace(from: cut)
                let isFollowedByObject = next < window.count && window.span[next] == UInt8(ascii: "{")
                return (window.prefix(cut), isFollowedByObject ? .beforeObject : .atRecord)
            }
            guard !isCutShort else { return (window, .atPause) }
            guard window.count == length else {
                isAtEnd = true
                return (window, .atRecord)
            }
            guard length < limit else {
                scan?.pass(window.span)
                return (window, .anywhere)
            }
            length = min(length * 2, limit)
        }
    }

    /// Whether the run may end with `bytes`, the next of a pipe that has paused: it reads a limited number of records.
    private func mayEndRun(_ bytes: Span<UInt8>) -> Bool {
        guard let wanted, !bytes.isEmpty else { return false }
        return cuts == .any || offset == start && wanted.areAll(in: bytes)
    }

    private mutating func cut(in bytes: Span<UInt8>, from target: Int) -> Int? {
        guard var scan else { return cutter.cut(in: bytes, from: target) }
        guard let cut = scan.cut(in: bytes, from: target) else { return nil }
        self.scan = scan
        return cut
    }
}
