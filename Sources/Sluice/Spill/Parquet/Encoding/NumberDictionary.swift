/// The different numbers of a stretch of values, in the order in which they first occur.
///
/// A table with open addressing, emptied by counting up: nothing is allocated for a stretch.
struct NumberDictionary: ~Copyable {
    private struct Entry: BitwiseCopyable {
        var number: Int64
        var index: UInt32
        /// The stretch that the entry belongs to; others are free.
        var generation: UInt32
    }

    private var table: [Entry] = []
    private var generation: UInt32 = 0
    /// No value stands further than this from its place in a table.
    static let maximumProbes = 64

    let capacity: Int
    /// The numbers by their indices.
    private(set) var numbers: GrowingBuffer<Int64>

    /// A dictionary for at most `capacity` numbers.
    init(capacity: Int) {
        self.capacity = capacity
        numbers = GrowingBuffer(capacity: min(capacity, 256))
    }

    /// A power of two with room for three times as many.
    static func tableSize(_ capacity: Int) -> Int {
        var size = 64
        while size < capacity * 3 { size *= 2 }
        return size
    }

    var count: Int { numbers.count }

    /// Spreads numbers that are close, or multiples of a power of two, over a table.
    @inline(__always)
    static func hash(_ number: UInt64) -> Int {
        let product = number.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return Int(truncatingIfNeeded: product.high ^ product.low)
    }

    /// Forgets all values; it must be called before the first one is added, too.
    mutating func begin() {
        if table.isEmpty {
            table = Array(repeating: Entry(number: 0, index: 0, generation: 0), count: Self.tableSize(capacity))
        }
        numbers.truncate(to: 0)
        generation &+= 1
        guard generation == 0 else { return }
        for index in table.indices { table[index].generation = 0 }
        generation = 1
    }

    /// Returns the index of `number`, adding it if there is room; `nil` where there is none.
    @inline(__always)
    mutating func index(of number: Int64) -> UInt32? {
        let mask = table.count &- 1
        var bucket = Self.hash(UInt64(bitPattern: number)) & mask
        var probes = 0
        while table[bucket].generation == generation {
            if table[bucket].number == number { return table[bucket].index }
            bucket = (bucket &+ 1) & mask
            probes &+= 1
            // Numbers made to collide must not cost more than this: the dictionary is full then.
            guard probes < NumberDictionary.maximumProbes else { return nil }
        }
        guard numbers.count < capacity else { return nil }
        let index = UInt32(truncatingIfNeeded: numbers.count)
        table[bucket] = Entry(number: number, index: index, generation: generation)
        numbers.append(number)
        return index
    }
}
