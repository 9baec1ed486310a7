/// The distinct byte arrays of a page or column chunk, in the order in which they first occur.
///
/// They are kept in their plain encoding, which is what a dictionary page consists of: it can be written as it is, and
/// a value needs only where it begins.
struct ByteArrayDictionary: ~Copyable {
    private let capacity: Int
    private var table = DictionaryTable()
    /// How many bytes the plain encoding may have.
    private let byteCapacity: Int
    /// The byte arrays in their plain encoding: each after its length.
    private(set) var plain: GrowingBuffer<UInt8>
    /// Where each begins in `plain`, its length included.
    private var starts: GrowingBuffer<UInt32>

    /// A dictionary for at most `capacity` byte arrays.
    init(capacity: Int, byteCapacity: Int) {
        self.capacity = capacity
        self.byteCapacity = byteCapacity
        plain = GrowingBuffer(capacity: 4_096)
        starts = GrowingBuffer(capacity: min(capacity, 256))
    }

    var count: Int { starts.count }

    /// Removes all values; it must also be called before the first one is added.
    mutating func begin() {
        table.begin()
        plain.truncate(to: 0)
        starts.truncate(to: 0)
    }

    /// The byte array with an index, without its length.
    @_lifetime(borrow self)
    private func value(at index: Int) -> Span<UInt8> {
        let start = Int(starts[index]) + ByteArrays.lengthSize
        let end = index + 1 < starts.count ? Int(starts[index + 1]) : plain.count
        // SAFETY: the span is of this value's own bytes, which live as long as it does.
        return unsafe _overrideLifetime(plain.span.extracting(start..<end), borrowing: self)
    }

    /// Returns the index of `bytes`, adding them if there is room; `nil` if there is none.
    @inline(__always)
    mutating func index(of bytes: Span<UInt8>) -> UInt32? {
        let word = Self.word(bytes)
        // The word of a short byte array is the byte array: equal words need no look at the bytes.
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

    /// Returns a number that is unique to byte arrays of less than eight bytes, and rarely shared by longer ones.
    ///
    /// For a short byte array it consists of the length, in the highest byte, and the bytes, from loads that may
    /// overlap; for a longer one it is a hash, with a highest byte that no short length has.
    @inline(__always)
    private static func word(_ bytes: Span<UInt8>) -> UInt64 {
        let count = bytes.count
        let word: UInt64
        switch count {
        case 0: word = 0
        case 1...3: word = UInt64(bytes[0]) | UInt64(bytes[count >> 1]) << 8 | UInt64(bytes[count - 1]) << 16
        case 4...7:
            // Shift out those bytes of the second load that the first already has.
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
