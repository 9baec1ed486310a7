/// One pass over a file on the calling thread, up to a chosen stage: what the benchmarks measure.
///
/// It uses a run's own chunks, seams and worker, without its parallelism and its sink. Before `run` is called the file
/// is mapped and cut, its pages are in memory, and the worker has grown its storage; each call reuses all of it.
package final class StageTrial {
    /// How far a pass goes.
    package enum Extent: Sendable {
        /// Tokens are read by the general tokenizer and discarded.
        case tokens
        /// Records are read into batches, cleaned and checked.
        case verdicts
        /// The accepted records are also encoded, into memory.
        case output
    }

    /// What a pass found.
    package struct Outcome: Equatable, Sendable {
        /// The records seen, valid and invalid; zero if only tokens were read.
        package var records = 0
        /// The records that did not pass.
        package var rejected = 0
        /// How far the pass came in the input, in bytes.
        package var bytesRead = 0
        /// The size of the encoded records in bytes.
        package var encodedBytes = 0
    }

    private let extent: Extent
    private let maximumDepth: Int
    private let head: InputHead
    private let chunks: [Chunk]
    private let worker: ChunkWorker
    private var result = ChunkResult()

    /// Prepares passes over the file at `path`.
    ///
    /// - Throws: `IngestionError` of kind `input` if it cannot be read.
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
            // Nothing is written; the plan only decides whether records are encoded.
            let plan: OutputPlan = extent == .output ? .ndjson : .none
            worker = ChunkWorker(plan: RunPlan(opened.facts.head, schema, options, plan))
        } catch {
            throw IngestionError(.input, error.message)
        }
        if extent != .tokens, let first = chunks.first {
            worker.process(first.bytes, from: head.firstSeam, isLast: first.isLast, into: &result)
        }
    }

    /// Cuts the whole input, and brings each of its pages into memory.
    private static func chunks(of sequence: inout ChunkSequence) throws(InputError) -> [Chunk] {
        var chunks: [Chunk] = []
        while let chunk = try sequence.next() {
            chunks.append(chunk)
            // The result does not matter: this touches all bytes.
            _ = TextExtent(of: chunk.bytes.span)
        }
        return chunks
    }

    /// Reads the input from its first record to its last.
    ///
    /// - Throws: `IngestionError` of kind `input` if only tokens are read and the input is not JSON.
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
