/// Tells whether a key occurs twice in one object, for all objects that are open at once.
///
/// Keys are compared as unescaped bytes: `"a"` and `"\u0061"` are the same key. The first keys of an object are
/// compared one by one, by their marks; beyond `tabledCount` they are found by hash, so a million keys cost linear time.
struct DuplicateKeyDetector: ~Copyable {
    // Not private: that crashes the 6.3 compiler when a non-copyable owner is destroyed in another file.
    struct Entry: BitwiseCopyable {
        /// The mark of what the key stands for.
        var mark: KeyMark
        /// The key between its quotes, as offsets in the chunk.
        var start: UInt32
        var end: UInt32
        var hasEscapes: Bool
        /// Known of keys in the table alone.
        var hash: UInt64 = 0
    }

    /// The keys of an object with more than this many are in the table, all of them.
    private static let tabledCount = 16

    private let keyHash = KeyHash()
    /// The keys of all open objects, innermost last.
    private var entries = GrowingBuffer<Entry>(capacity: 256)
    /// Where the innermost object's keys begin in `entries`, and those of the objects around it.
    private var first = 0
    private var frames = GrowingBuffer<Int>(capacity: 64)
    /// Open addressing: an entry's index plus one, or zero.
    ///
    /// Entries leave in the reverse order of their coming, which is what makes it right to empty a bucket without
    /// leaving a mark.
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

    /// Adds a key of the innermost object and returns whether it had it already.
    ///
    /// `content` is the key's place in `bytes` between its quotes.
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

    /// Adds a key of an object that has its keys in the table, or has them put there by this one.
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
        // Only now that the key is a new one: `endObject` takes from the table what has more entries than this.
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

    /// Takes the innermost object's keys from the table, the last one first.
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
        // In the order of their coming, as `endObject` relies on it.
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
    /// Each open object has hashes of its own: the same keys at every depth would fill one run of buckets, and a record
    /// would take time by the square of its depth.
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
