/// What a worker made of one chunk.
struct ChunkResult: ~Copyable {
    /// The absolute offset of the chunk's first byte, and where its reading ended.
    var start = 0
    var seam = Seam(offset: 0, state: .document)
    /// Whether the reading stopped there for the number of bad records alone: the rest of the chunk is still to be read.
    var isPaused = false
    var encoded = EncodedBatch()
    /// The records that did not pass, and what is wrong between records, in input order, with ordinals that count from
    /// the chunk's first record.
    var rejections: [RecordRejection] = []
    /// The records met, good and bad.
    var recordCount = 0
    /// The changes made, indexed like the schema's cleaning rules.
    var cleaningCounts: [Int] = []
    /// The fields left out because the schema does not name them.
    var droppedFields = 0
    /// How far the text between `start` and the seam moves lines and columns.
    var extent = TextExtent()

    /// How many records did not pass.
    var rejectedCount: Int { rejections.count { $0.isRecord } }

    /// Forgets everything, for a chunk whose bytes begin at `base`.
    mutating func begin(base: Int) {
        isPaused = false
        encoded.begin(base: base)
        rejections.removeAll(keepingCapacity: true)
        recordCount = 0
        for rule in cleaningCounts.indices { cleaningCounts[rule] = 0 }
        droppedFields = 0
        extent = TextExtent()
    }
}
