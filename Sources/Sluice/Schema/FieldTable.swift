/// The fields that a schema names, looked up by the bytes of their keys.
///
/// Most of a look-up uses only the key's mark, and for keys of eight bytes or fewer the mark is the whole key.
struct FieldTable: Sendable {
    /// The field number of members that the table does not name.
    static let extraField = UInt16.max

    /// The number of fields.
    let count: Int
    /// The names as concatenated unescaped UTF-8, and the end of each.
    private let nameBytes: [UInt8]
    private let nameEnds: [Int]
    private let marks: [KeyMark]
    /// An open-addressing table, at most a quarter full: a field's index plus one, or zero.
    private let buckets: [UInt16]

    /// A table of `names`, which must be distinct.
    init(names: [[UInt8]]) {
        precondition(names.count < Int(FieldTable.extraField), "a field number must fit 16 bits")
        count = names.count
        nameBytes = Array(names.joined())
        var end = 0
        nameEnds =
            [0]
            + names.map { name in
                end += name.count
                return end
            }
        marks = names.map { KeyMark(of: 0..<$0.count, in: $0.span) }
        var size = 4
        while size < names.count * 4 { size *= 2 }
        var buckets = [UInt16](repeating: 0, count: size)
        for (index, name) in names.enumerated() {
            var bucket = Self.hash(marks[index], 0..<name.count, in: name.span) & (size - 1)
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

    /// Returns the field whose name is the key at `content`, which is unescaped into `scratch` if it has escapes.
    ///
    /// Inlined, as otherwise a table that belongs to an object would be copied for the call.
    @inline(__always)
    func index(
        of content: Range<Int>,
        _ hasEscapes: Bool,
        in bytes: Span<UInt8>,
        _ scratch: inout [UInt8]
    ) -> Int? {
        guard hasEscapes else { return index(of: content, in: bytes) }
        scratch.removeAll(keepingCapacity: true)
        JSONString.appendUnescaped(bytes.extracting(content), to: &scratch)
        return index(of: scratch.span)
    }

    /// Returns the field whose unescaped name is `key`.
    func index(of key: Span<UInt8>) -> Int? {
        index(of: 0..<key.count, in: key)
    }

    /// Returns the field whose unescaped name is the key at `range` in `bytes`.
    @inline(__always)
    func index(of range: Range<Int>, in bytes: Span<UInt8>) -> Int? {
        let mark = KeyMark(of: range, in: bytes)
        var bucket = Self.hash(mark, range, in: bytes) & (buckets.count &- 1)
        while buckets[bucket] != 0 {
            let candidate = Int(buckets[bucket]) &- 1
            if marks[candidate] == mark,
                mark.isWholeKey || name(of: candidate).hasSameBytes(as: bytes.extracting(range))
            {
                return candidate
            }
            bucket = (bucket &+ 1) & (buckets.count &- 1)
        }
        return nil
    }

    @inline(__always)
    private static func hash(_ mark: KeyMark, _ range: Range<Int>, in bytes: Span<UInt8>) -> Int {
        Int(truncatingIfNeeded: mark.hash(rest: mark.isWholeKey ? 0 : rest(of: bytes.extracting(range))))
    }

    /// A hash of the part of a key that its mark does not hold.
    private static func rest(of key: Span<UInt8>) -> UInt64 {
        var rest = key.littleEndianWord(at: key.count - 8)
        var index = 8
        while index + 8 < key.count {
            rest = (rest ^ key.littleEndianWord(at: index)) &* 0x9E37_79B9_7F4A_7C15
            rest ^= rest >> 32
            index += 8
        }
        return rest
    }
}
