/// The distinct numbers of a page or column chunk, in the order in which they first occur.
struct NumberDictionary: ~Copyable {
    private let capacity: Int
    private var table = DictionaryTable()
    /// The numbers by their indices.
    private(set) var numbers: GrowingBuffer<Int64>

    /// A dictionary for at most `capacity` numbers.
    init(capacity: Int) {
        self.capacity = capacity
        numbers = GrowingBuffer(capacity: min(capacity, 256))
    }

    var count: Int { numbers.count }

    /// Removes all values; it must also be called before the first one is added.
    mutating func begin() {
        table.begin()
        numbers.truncate(to: 0)
    }

    /// Returns the index of `number`, adding it if there is room; `nil` if there is none.
    @inline(__always)
    mutating func index(of number: Int64) -> UInt32? {
        let word = UInt64(bitPattern: number)
        switch table.find(word, where: { _ in true }) {
        case .found(let index): return index
        case .free(let bucket):
            guard numbers.count < capacity else { return nil }
            let index = UInt32(truncatingIfNeeded: numbers.count)
            numbers.append(number)
            table.add(word, index, at: bucket)
            return index
        case .none: return nil
        }
    }
}
