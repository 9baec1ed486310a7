package import Sluice

/// One reading of a file on the calling thread, as far as it is asked to go: what the benchmarks measure stages with.
package final class StageTrial {
    /// How far a reading goes.
    package enum Extent: Sendable {
        /// Tokens are read by the general tokenizer alone, and discarded.
        case tokens
        /// Records are read into batches, cleaned and checked.
        case verdicts
        /// The accepted ones are also encoded, into memory.
        case output
    }

    private let extent: Extent
    private var stages: ChunkStages

    /// Prepares readings of the file at `path`: it is in memory, and the storage for records has grown, before `run()`.
    package init(path: String, schema: Schema, upTo extent: Extent) throws(IngestionError) {
        self.extent = extent
        stages = try ChunkStages(path: path, schema: schema, encodesRecords: extent == .output)
        if extent != .tokens, stages.chunkCount > 0 { stages.readRecords(ofChunk: 0) }
    }

    /// Reads the input from its first record to its last.
    ///
    /// - Throws: `IngestionError` where tokens were asked for and the input is not JSON.
    package func run() throws(IngestionError) -> ChunkStages.Counts {
        stages.rewind()
        for chunk in 0..<stages.chunkCount {
            if extent == .tokens {
                try stages.readTokens(ofChunk: chunk)
            } else {
                stages.readRecords(ofChunk: chunk)
            }
        }
        return stages.counts
    }
}
