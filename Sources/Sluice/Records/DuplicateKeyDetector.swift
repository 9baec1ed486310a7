/// Detects keys that occur twice in one object, for all open objects at once.
///
/// Keys are compared as unescaped bytes: `"a"` and `"\u0061"` are the same key. Most objects have few keys, and
/// comparing their marks one by one is faster than hashing them. Beyond `tabledCount` keys are found by hash, so that
/// an object with a million keys takes linear time.
struct DuplicateKeyDetector: ~Copyable {
    // Not private: that crashes the 6.3 compiler when a non-copyable owner is destroyed in another file.
    struct Entry: BitwiseCopyable {
        /// The mark of the unescaped key.
        var mark: KeyMark
        /// The key without its quotes, as offsets in the chunk.
        var start: UInt32
        var end: UInt32
        var hasEscapes: Bool
        /// Set only for keys in the table.
        var hash: UInt64 = 0
    }

    /// An object with more keys than this has all of them in the table.
    private static let tabledCount = 16

    private let keyHash = KeyHash()
    /// The keys of all open objects, innermost last.
    private var entries = GrowingBuffer<Entry>(capacity: 256)
    /// Where the innermost object's keys begin in `entries`; `frames` has the same for the objects around it.
    private var first = 0
    private var frames = GrowingBuffer<Int>(capacity: 64)
    /// Open addressing, one table for all open objects: an entry's index plus one, or zero.
    ///
    /// Entries are removed in the reverse order of their insertion. Whatever was inserted after an entry is gone when
    /// its bucket is emptied, so no probe sequence leads through the bucket any more and no tombstone is needed.
    private var buckets: [UInt32] = []
    private var tabledEntries = 0
    private var scratch: [UInt8] = []

    mutating func removeAll() {
        while frames.count > 0 { endObject() }
    }

    @inline(__always)
    mutating func beginObject() {
        frames.append(first)
        first = entries.count
    }

    @inline(__always)
    mutating func endObject() {
        if entries.count - first > Self.tabledCount { removeFromTable() }
        entries.truncate(to: first)
        first = frames[frames.count - 1]
        frames.truncate(to: frames.count - 1)
    }

    /// Adds a key to the innermost object; returns whether the object had it already.
    ///
    /// `content` is the key's range in `bytes`, without its quotes.
    mutating func insert(_ content: Range<Int>, hasEscapes: Bool, in bytes: Span<UInt8>) -> Bool {
        let entry = Entry(
            mark: hasEscapes ? markOfUnescaped(content, in: bytes) : KeyMark(of: content, in: bytes),
            start: UInt32(truncatingIfNeeded: content.lowerBound),
            end: UInt32(truncatingIfNeeded: content.upperBound),
            hasEscapes: hasEscapes
        )
        let count = entries.count - first
        guard count < Self.tabledCount else { return insertIntoLarge(entry, in: bytes) }
        if isAmongEntries(entry, in: bytes) { return true }
        entries.append(entry)
        return false
    }

    @inline(__always)
    private func isAmongEntries(_ entry: Entry, in bytes: Span<UInt8>) -> Bool {
        for index in first..<entries.count where entries[index].mark == entry.mark {
            if entry.mark.isWholeKey || hasSameKey(entries[index], entry, in: bytes) { return true }
        }
        return false
    }

    /// Adds a key to an object whose keys are in the table, or go there with this one.
    @inline(never)
    private mutating func insertIntoLarge(_ entry: Entry, in bytes: Span<UInt8>) -> Bool {
        var entry = entry
        entry.hash = hash(of: entry, in: bytes)
        if entries.count - first > Self.tabledCount {
            if isInTable(entry, from: first, in: bytes) { return true }
            entries.append(entry)
            addToTable(entries.count - 1)
            return false
        }
        if isAmongEntries(entry, in: bytes) { return true }
        // Not before the key is known to be new: `endObject` expects the keys in the table if there are more than
        // `tabledCount`, and a duplicate is not added.
        for index in first..<entries.count { entries[index].hash = hash(of: entries[index], in: bytes) }
        entries.append(entry)
        for index in first..<entries.count { addToTable(index) }
        return false
    }
}

// MARK: The table

extension DuplicateKeyDetector {
    private func bucket(of entry: Entry) -> Int {
        Int(truncatingIfNeeded: entry.hash) & (buckets.count - 1)
    }

    private func isInTable(_ entry: Entry, from first: Int, in bytes: Span<UInt8>) -> Bool {
        var bucket = bucket(of: entry)
        while buckets[bucket] != 0 {
            let index = Int(buckets[bucket]) - 1
            if index >= first, entries[index].hash == entry.hash, hasSameKey(entries[index], entry, in: bytes) {
                return true
            }
            bucket = (bucket + 1) & (buckets.count - 1)
        }
        return false
    }

    private mutating func addToTable(_ index: Int) {
        if (tabledEntries + 1) * 2 > buckets.count { growTable() }
        var bucket = bucket(of: entries[index])
        while buckets[bucket] != 0 { bucket = (bucket + 1) & (buckets.count - 1) }
        buckets[bucket] = UInt32(index + 1)
        tabledEntries += 1
    }

    /// Removes the innermost object's keys from the table, last one first.
    @inline(never)
    private mutating func removeFromTable() {
        for index in stride(from: entries.count - 1, through: first, by: -1) { removeFromTable(index) }
    }

    private mutating func removeFromTable(_ index: Int) {
        var bucket = bucket(of: entries[index])
        while buckets[bucket] != UInt32(index + 1) { bucket = (bucket + 1) & (buckets.count - 1) }
        buckets[bucket] = 0
        tabledEntries -= 1
    }

    private mutating func growTable() {
        let tabled = buckets.filter { $0 != 0 }.sorted()
        buckets = Array(repeating: 0, count: max(256, buckets.count * 2))
        // In the order of insertion, which removal relies on.
        for number in tabled {
            var bucket = bucket(of: entries[Int(number) - 1])
            while buckets[bucket] != 0 { bucket = (bucket + 1) & (buckets.count - 1) }
            buckets[bucket] = number
        }
    }
}

// MARK: Keys

extension DuplicateKeyDetector {
    /// Returns the hash of a key of the innermost object.
    ///
    /// It is salted with where the object's keys begin. Otherwise the same keys at every depth would share one run of
    /// buckets, and a record would take time proportional to the square of its depth.
    private mutating func hash(of entry: Entry, in bytes: Span<UInt8>) -> UInt64 {
        let raw = bytes.extracting(Int(entry.start)..<Int(entry.end))
        let salt = UInt64(first) &* 0x9E37_79B9_7F4A_7C15
        guard entry.hasEscapes else { return keyHash(raw) ^ salt }
        unescape(raw)
        return keyHash(scratch.span) ^ salt
    }

    @inline(never)
    private mutating func markOfUnescaped(_ content: Range<Int>, in bytes: Span<UInt8>) -> KeyMark {
        unescape(bytes.extracting(content))
        return KeyMark(of: 0..<scratch.count, in: scratch.span)
    }

    private mutating func unescape(_ raw: Span<UInt8>) {
        scratch.removeAll(keepingCapacity: true)
        JSONString.appendUnescaped(raw, to: &scratch)
    }

    private func hasSameKey(_ left: Entry, _ right: Entry, in bytes: Span<UInt8>) -> Bool {
        let leftBytes = bytes.extracting(Int(left.start)..<Int(left.end))
        let rightBytes = bytes.extracting(Int(right.start)..<Int(right.end))
        guard left.hasEscapes || right.hasEscapes else { return leftBytes.hasSameBytes(as: rightBytes) }
        var leftKey: [UInt8] = []
        var rightKey: [UInt8] = []
        JSONString.appendUnescaped(leftBytes, to: &leftKey)
        JSONString.appendUnescaped(rightBytes, to: &rightKey)
        return leftKey == rightKey
    }
}
