/// The different byte arrays of a stretch of values, in the order in which they first occur.
struct ByteArrayDictionary: ~Copyable {
    private let capacity: Int
    private var table = DictionaryTable()
    /// How many bytes the plain encoding may have.
    private let byteCapacity: Int
    /// The byte arrays in their plain encoding: each behind its length.
    private(set) var plain: GrowingBuffer<UInt8>
    /// Where each begins there, its length included.
    private(set) var starts: GrowingBuffer<UInt32>

    /// A dictionary for at most `capacity` byte arrays.
    init(capacity: Int, byteCapacity: Int) {
        self.capacity = capacity
        self.byteCapacity = byteCapacity
        plain = GrowingBuffer(capacity: 4_096)
        starts = GrowingBuffer(capacity: min(capacity, 256))
    }

    var count: Int { starts.count }

    /// Forgets all values; it must be called before the first one is added, too.
    mutating func begin() {
        table.begin()
        plain.truncate(to: 0)
        starts.truncate(to: 0)
    }

    /// The byte array with an index, without its length.
    @_lifetime(borrow self)
    func value(at index: Int) -> Span<UInt8> {
        let start = Int(starts[index]) + ByteArrays.lengthSize
        let end = index + 1 < starts.count ? Int(starts[index + 1]) : plain.count
        // SAFETY: the span is of this value's own bytes, which live as long as it does.
        return unsafe _overrideLifetime(plain.span.extracting(start..<end), borrowing: self)
    }

    /// Returns the index of `bytes`, adding them if there is room; `nil` where there is none.
    @inline(__always)
    mutating func index(of bytes: Span<UInt8>) -> UInt32? {
        let word = Self.word(bytes)
        let isWhole = bytes.count < 8
        switch table.find(word, where: { isWhole || value(at: Int($0)).hasSameBytes(as: bytes) }) {
        case .found(let index): return index
        case .free(let bucket):
            guard starts.count < capacity, plain.count + bytes.count + ByteArrays.lengthSize <= byteCapacity else {
                return nil
            }
            let index = UInt32(truncatingIfNeeded: starts.count)
            starts.append(UInt32(truncatingIfNeeded: plain.count))
            ByteArrays.append(bytes, to: &plain)
            table.add(word, index, at: bucket)
            return index
        case .none: return nil
        }
    }

    /// Returns a number that byte arrays of less than eight bytes share with no other one, and longer ones with few: the
    /// length and the bytes, in loads that may overlap; or a hash.
    @inline(__always)
    private static func word(_ bytes: Span<UInt8>) -> UInt64 {
        let count = bytes.count
        let word: UInt64
        switch count {
        case 0: word = 0
        case 1...3: word = UInt64(bytes[0]) | UInt64(bytes[count >> 1]) << 8 | UInt64(bytes[count - 1]) << 16
        case 4...7:
            // The second load's first bytes are in the first one already.
            let rest = UInt64(bytes.littleEndianHalfWord(at: count - 4)) >> UInt64(8 * (8 - count))
            word = UInt64(bytes.littleEndianHalfWord(at: 0)) | rest << 32
        default: return hash(bytes) | 0xFF << 56
        }
        return word | UInt64(count) << 56
    }

    private static func hash(_ bytes: Span<UInt8>) -> UInt64 {
        var hash = UInt64(bytes.count)
        var index = 0
        while index + 8 < bytes.count {
            hash = (hash ^ bytes.littleEndianWord(at: index)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
            index += 8
        }
        hash = (hash ^ bytes.littleEndianWord(at: bytes.count - 8)) &* 0x9E37_79B9_7F4A_7C15
        return hash ^ hash >> 29
    }
}
