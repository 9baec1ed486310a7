/// One reading of a file on the calling thread, as far as it is asked to go: what the benchmarks measure stages with.
///
/// It is the pipeline's own chunks, seams and worker, without its parallelism and its sink. The file is mapped and cut,
/// its pages are in memory, and the worker has grown its storage before `run` is called, which uses all of it again
/// each time.
package final class StageTrial {
    /// How far a reading goes.
    package enum Extent: Sendable {
        /// Tokens are read by the general tokenizer alone, and thrown away.
        case tokens
        /// Records are read into batches, cleaned and checked.
        case verdicts
        /// The accepted ones are also encoded, into memory.
        case output
    }

    /// What a reading has met.
    package struct Outcome: Equatable, Sendable {
        /// The records met, good and bad; zero where only tokens were read.
        package var records = 0
        /// The records that did not pass.
        package var rejected = 0
        /// How far the reading came in the input.
        package var bytesRead = 0
        /// The bytes of the encoded records.
        package var encodedBytes = 0
    }

    private let extent: Extent
    private let maximumDepth: Int
    private let head: InputHead
    private let chunks: [Chunk]
    private let worker: ChunkWorker
    private var result = ChunkResult()

    /// Prepares readings of the file at `path`.
    package init(path: String, schema: Schema, upTo extent: Extent) throws(IngestionError) {
        var options = IngestionOptions()
        options.errorPolicy = .quarantine(limit: nil)
        self.extent = extent
        maximumDepth = options.maximumDepth
        do throws(InputError) {
            let limits = options.limits
            var opened = try OpenedInput(
                .file(path),
                limits,
                chunkSize: options.chunkSize,
                cancellation: Cancellation()
            )
            head = opened.facts.head
            chunks = try Self.chunks(of: &opened.chunks)
            // Nothing is written: this only says that records are to be encoded.
            let plan: OutputPlan = extent == .output ? .ndjson : .none
            worker = ChunkWorker(plan: RunPlan(opened.facts.head, schema, options, plan))
        } catch {
            throw IngestionError(.input, error.message)
        }
        if extent != .tokens, let first = chunks.first {
            worker.process(first.bytes, from: head.firstSeam, isLast: first.isLast, into: &result)
        }
    }

    /// Cuts the whole input, and has each of its pages read from the disk and mapped.
    private static func chunks(of sequence: inout ChunkSequence) throws(InputError) -> [Chunk] {
        var chunks: [Chunk] = []
        while let chunk = try sequence.next() {
            chunks.append(chunk)
            // Whatever this says of the bytes, it has looked at all of them.
            _ = TextExtent(of: chunk.bytes.span)
        }
        return chunks
    }

    /// Reads the input from its first record to its last.
    ///
    /// - Throws: `IngestionError` where tokens were asked for and the input is not JSON.
    package func run() throws(IngestionError) -> Outcome { extent == .tokens ? try readTokens() : readRecords() }

    private func readRecords() -> Outcome {
        var outcome = Outcome()
        var chain = SeamChain(from: head.firstSeam)
        for chunk in chunks {
            guard let bytes = chain.join(chunk.bytes, isLast: chunk.isLast) else { continue }
            repeat {
                worker.process(
                    bytes,
                    from: chain.seam,
                    isLast: chunk.isLast,
                    isFollowedByObject: chunk.isFollowedByObject,
                    into: &result
                )
                chain.advance(to: result.seam, in: bytes)
                outcome.records += result.recordCount
                outcome.rejected += result.rejectedCount
                outcome.encodedBytes += result.encoded.bytes.count
            } while result.isPaused
        }
        outcome.bytesRead = chain.seam.offset
        return outcome
    }

    /// Reads the whole array as one value, or value after value.
    private func readTokens() throws(IngestionError) -> Outcome {
        var tokenizer = JSONTokenizer(maximumDepth: maximumDepth)
        var sink = DiscardingSink()
        var isInValue = false
        var outcome = Outcome(bytesRead: head.start)
        for chunk in chunks {
            let bytes = chunk.bytes.span
            var index = max(0, outcome.bytesRead - chunk.bytes.offset)
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
            outcome.bytesRead = chunk.bytes.end
        }
        guard !isInValue else { throw IngestionError(.input, "the input ends inside a value") }
        return outcome
    }
}
