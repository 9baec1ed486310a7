/// The fields that a schema names, found by the bytes of their keys.
///
/// The usual record has the fields in the order of the record before it: the guess that the next key is the one that
/// followed last time is checked by comparing bytes, and only a wrong guess is looked up by hash.
struct FieldTable: Sendable {
    /// How many fields there are.
    let count: Int
    /// The names as unescaped UTF-8, one behind the other, and where each ends.
    private let nameBytes: [UInt8]
    private let nameEnds: [Int]
    /// The slots of an open-addressing table: a field's index plus one, or zero.
    private let buckets: [UInt16]
    private let hash = KeyHash()

    /// A table of `names`; they must differ from one another.
    init(names: [[UInt8]]) {
        precondition(names.count < Int(RecordBatch.extraField), "a field is numbered with 16 bits")
        count = names.count
        nameBytes = Array(names.joined())
        var end = 0
        nameEnds =
            [0]
            + names.map { name in
                end += name.count
                return end
            }
        var size = 4
        while size < names.count * 2 { size *= 2 }
        var buckets = [UInt16](repeating: 0, count: size)
        for (index, name) in names.enumerated() {
            var bucket = Int(truncatingIfNeeded: hash(name.span)) & (size - 1)
            while buckets[bucket] != 0 { bucket = (bucket + 1) & (size - 1) }
            buckets[bucket] = UInt16(index + 1)
        }
        self.buckets = buckets
    }

    /// The unescaped name of `field`.
    @_lifetime(borrow self)
    @inline(__always)
    func name(of field: Int) -> Span<UInt8> {
        // SAFETY: the span is of this value's own bytes.
        unsafe _overrideLifetime(nameBytes.span.extracting(nameEnds[field]..<nameEnds[field + 1]), borrowing: self)
    }

    /// Returns the field whose unescaped name is `key`.
    func index(of key: Span<UInt8>) -> Int? {
        var bucket = Int(truncatingIfNeeded: hash(key)) & (buckets.count - 1)
        while buckets[bucket] != 0 {
            let candidate = Int(buckets[bucket]) - 1
            if name(of: candidate).hasSameBytes(as: key) { return candidate }
            bucket = (bucket + 1) & (buckets.count - 1)
        }
        return nil
    }
}
