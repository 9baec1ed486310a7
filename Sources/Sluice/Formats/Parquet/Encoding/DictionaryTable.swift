/// Finds the index of a value in a dictionary by a word that represents the value.
///
/// It is a table with open addressing. It is emptied by increasing the generation, so that a page costs nothing for the
/// buckets it does not use. It is small at first, so that trying a dictionary on values that are all different touches
/// little memory.
struct DictionaryTable: ~Copyable {
    private struct Entry: BitwiseCopyable {
        var word: UInt64
        var index: UInt32
        /// The generation that the entry belongs to; entries of others are free.
        var generation: UInt32
    }

    /// Where a word is, or would be.
    enum Place {
        case found(UInt32)
        case free(bucket: Int)
        /// There are too many collisions. The hash is not seeded, as files must not differ from run to run, so words
        /// may be chosen to collide: they must cost no more than a few probes, and the dictionary accepts no more of
        /// them.
        case none
    }

    /// The most probes for a word.
    private static let maximumProbes = 64
    /// How many buckets a table has at first, and at least for each word.
    private static let smallestSize = 1_024
    private static let bucketsPerWord = 3

    /// As many buckets as have been needed so far, a power of two; those up to `mask` are in use.
    private var entries: [Entry] = []
    private var mask = 0
    private var count = 0
    private var generation: UInt32 = 0

    /// Removes all values; it must also be called before the first one is added.
    mutating func begin() {
        if entries.isEmpty { addBuckets(Self.smallestSize) }
        mask = Self.smallestSize - 1
        count = 0
        generation &+= 1
        guard generation == 0 else { return }
        for index in entries.indices { entries[index].generation = 0 }
        generation = 1
    }

    private mutating func addBuckets(_ count: Int) {
        entries.append(contentsOf: repeatElement(Entry(word: 0, index: 0, generation: 0), count: count))
    }

    /// Finds a word; `isSame` decides whether the value with the index of an equal word is the one searched for.
    @inline(__always)
    func find(_ word: UInt64, where isSame: (UInt32) -> Bool) -> Place {
        let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        var bucket = Int(truncatingIfNeeded: product.high ^ product.low) & mask
        for _ in 0..<Self.maximumProbes {
            let entry = entries[bucket]
            guard entry.generation == generation else { return .free(bucket: bucket) }
            if entry.word == word, isSame(entry.index) { return .found(entry.index) }
            bucket = (bucket &+ 1) & mask
        }
        return .none
    }

    /// Adds a word in the bucket that was found for it.
    @inline(__always)
    mutating func add(_ word: UInt64, _ index: UInt32, at bucket: Int) {
        entries[bucket] = Entry(word: word, index: index, generation: generation)
        count &+= 1
        if count &* Self.bucketsPerWord > mask { grow() }
    }

    /// Distributes the values over twice as many buckets.
    private mutating func grow() {
        let old = entries[0...mask].filter { $0.generation == generation }
        let size = (mask + 1) * 2
        if size > entries.count { addBuckets(size - entries.count) }
        begin()
        mask = size - 1
        count = old.count
        for entry in old {
            // A word without a bucket is added to the dictionary a second time when it comes again, which does no harm.
            guard case .free(let bucket) = find(entry.word, where: { _ in false }) else { continue }
            entries[bucket] = Entry(word: entry.word, index: entry.index, generation: generation)
        }
    }
}
