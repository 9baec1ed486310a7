/// Finds the index of a value in a dictionary by a word that stands for the value.
///
/// A table with open addressing, emptied by counting up. It is small at first, so that a trial on values that turn out to
/// be all different touches little memory.
struct DictionaryTable: ~Copyable {
    private struct Entry: BitwiseCopyable {
        var word: UInt64
        var index: UInt32
        /// The stretch of values that the entry belongs to; others are free.
        var generation: UInt32
    }

    /// Where a word is, or would be.
    enum Place {
        case found(UInt32)
        case free(bucket: Int)
        /// Words made to collide must not cost more than a few looks: the dictionary takes no more of them.
        case none
    }

    /// No word stands further than this from its place.
    private static let maximumProbes = 64
    /// Places that a table has at first, and for each word.
    private static let smallestSize = 1_024
    private static let placesForWord = 3

    /// As many places as have been needed so far, a power of two; those up to `mask` are in use.
    private var entries: [Entry] = []
    private var mask = 0
    private var count = 0
    private var generation: UInt32 = 0

    /// Forgets all values; it must be called before the first one is added, too.
    mutating func begin() {
        if entries.isEmpty { addPlaces(Self.smallestSize) }
        mask = Self.smallestSize - 1
        count = 0
        generation &+= 1
        guard generation == 0 else { return }
        for index in entries.indices { entries[index].generation = 0 }
        generation = 1
    }

    private mutating func addPlaces(_ count: Int) {
        entries.append(contentsOf: repeatElement(Entry(word: 0, index: 0, generation: 0), count: count))
    }

    /// Finds a word; where it is found, `isSame` says if the value with that index is the one looked for.
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

    /// Adds a word in the place that was found for it.
    @inline(__always)
    mutating func add(_ word: UInt64, _ index: UInt32, at bucket: Int) {
        entries[bucket] = Entry(word: word, index: index, generation: generation)
        count &+= 1
        if count &* Self.placesForWord > mask { grow() }
    }

    /// Spreads the values over twice as many places.
    private mutating func grow() {
        let old = entries[0...mask].filter { $0.generation == generation }
        let size = (mask + 1) * 2
        if size > entries.count { addPlaces(size - entries.count) }
        begin()
        mask = size - 1
        count = old.count
        for entry in old {
            // One that finds no place is added once more when it comes again: no harm is done.
            guard case .free(let bucket) = find(entry.word, where: { _ in false }) else { continue }
            entries[bucket] = Entry(word: entry.word, index: entry.index, generation: generation)
        }
    }
}
