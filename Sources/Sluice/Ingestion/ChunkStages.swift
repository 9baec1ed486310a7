/// A file that is mapped, cut into chunks and in memory, so that one stage of the pipeline can be run over it alone.
///
/// It is the pipeline's own chunks, seams and worker, on the calling thread and without a sink. The benchmarks call it
/// once for each chunk: what happens for each byte or record stays in this module, as it would be slower across modules.
package struct ChunkStages: ~Copyable {
    /// What was read since the last `rewind()`.
    package struct Counts: Equatable, Sendable {
        /// The records, good and bad; zero where only tokens were read.
        package var records = 0
        /// The records that were rejected.
        package var rejected = 0
        /// How far the reading came in the input.
        package var bytesRead = 0
        /// The bytes of the encoded records.
        package var encodedBytes = 0
    }

    package private(set) var counts: Counts
    private let head: InputHead
    private let chunks: [Chunk]
    private let worker: ChunkWorker
    private var chain: SeamChain
    private var result: ChunkResult
    private var tokenizer: JSONTokenizer
    private var isInValue: Bool

    /// Opens the file at `path`; accepted records are encoded, into memory, if `encodesRecords`.
    package init(path: String, schema: Schema, encodesRecords: Bool) throws(IngestionError) {
        var options = IngestionOptions()
        options.errorPolicy = .quarantine(limit: nil)
        (head, chunks) = try Self.read(path, options)
        worker = ChunkWorker(plan: RunPlan(schema.compiled, options, encodesRecords ? .ndjson : .none))
        worker.begin(0, head)
        chain = SeamChain(from: head.firstSeam)
        tokenizer = JSONTokenizer(maximumDepth: options.maximumDepth)
        counts = Counts()
        isInValue = false
        result = ChunkResult()
    }

    /// Opens and cuts the whole file, and has each of its pages read from the disk and mapped.
    private static func read(
        _ path: String,
        _ options: IngestionOptions
    ) throws(IngestionError) -> (InputHead, [Chunk]) {
        do throws(InputError) {
            let (size, cancellation) = (options.chunkSize, Cancellation())
            var opened = try OpenedInput(.file(path), chunkSize: size, cancellation: cancellation)
            var chunks: [Chunk] = []
            while let chunk = try opened.chunks.next() {
                chunks.append(chunk)
                // Whatever this says of the bytes, it has looked at all of them.
                _ = TextExtent(of: chunk.bytes.span)
            }
            return (opened.facts.head, chunks)
        } catch {
            throw IngestionError(error)
        }
    }

    package var chunkCount: Int { chunks.count }

    /// Starts over before the first chunk, with storage that has grown already.
    package mutating func rewind() {
        counts = Counts(bytesRead: head.start)
        chain = SeamChain(from: head.firstSeam)
        tokenizer.reset()
        isInValue = false
    }

    /// Reads the records of a chunk into batches, cleans, checks and encodes them; chunks are read in their order.
    package mutating func readRecords(ofChunk index: Int) {
        let chunk = chunks[index]
        guard let bytes = chain.join(chunk.bytes, isLast: chunk.isLast) else { return }
        repeat {
            worker.process(
                bytes,
                from: chain.seam,
                isLast: chunk.isLast,
                isFollowedByObject: chunk.isFollowedByObject,
                into: &result
            )
            chain.advance(to: result.seam, in: bytes)
            counts.records += result.recordCount
            counts.rejected += result.rejectedCount
            counts.encodedBytes += result.encoded.bytes.count
        } while result.isPaused
        counts.bytesRead = chain.seam.offset
    }

    /// Reads the tokens of a chunk with the general tokenizer, and discards them: a whole array is one value.
    package mutating func readTokens(ofChunk index: Int) throws(IngestionError) {
        let chunk = chunks[index]
        let bytes = chunk.bytes.span
        var sink = DiscardingSink()
        var index = max(0, counts.bytesRead - chunk.bytes.offset)
        while index < bytes.count {
            if !isInValue { index = bytes.firstNonSpace(from: index) }
            guard index < bytes.count else { break }
            isInValue = true
            switch tokenizer.next(bytes, from: index, base: chunk.bytes.offset, into: &sink) {
            case .needsMore: index = bytes.count
            case .failed(let error): throw IngestionError(.input, error.message)
            case .complete(let end):
                index = end - chunk.bytes.offset
                isInValue = false
                tokenizer.reset()
            }
        }
        counts.bytesRead = chunk.bytes.end
        guard !isInValue || !chunk.isLast else { throw IngestionError(.input, "the input ends inside a value") }
    }
}
