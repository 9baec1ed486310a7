import Sluice

/// A document that is made piece by piece, the same each time.
protocol ShapeDocument: Sendable {
    /// Replaces what is in `buffer` by the next stretch, of about `limit` bytes; returns whether there was anything left.
    mutating func fill(_ buffer: inout [UInt8], upTo limit: Int) -> Bool
}

extension SyntheticRecords: ShapeDocument {}

/// Items with something about them that makes reading harder.
///
/// A record depends on the seed and on its own number alone.
struct VariedItems: ShapeDocument {
    /// What stands around the records, which have no white space in them.
    enum Framing {
        /// One array on one line.
        case array
        /// A record a line.
        case lines
    }

    private let count: Int
    private let seed: UInt64
    private let framing: Framing
    private let append: @Sendable (Item, inout Random, inout RecordText) -> Void
    private var next = 0

    /// A document of `count` records; `append` writes the members of each, drawing on what is random about it.
    init(
        count: Int,
        seed: UInt64,
        framing: Framing,
        append: @escaping @Sendable (Item, inout Random, inout RecordText) -> Void
    ) {
        self.count = count
        self.seed = seed
        self.framing = framing
        self.append = append
    }

    mutating func fill(_ buffer: inout [UInt8], upTo limit: Int) -> Bool {
        guard next < count else { return false }
        var text = RecordText()
        swap(&text.bytes, &buffer)
        text.bytes.removeAll(keepingCapacity: true)
        while next < count, text.bytes.count < limit {
            if framing == .array { text.append(next == 0 ? "[" : ",") }
            var random = Random(seed: seed, record: next)
            text.beginObject()
            append(Item(id: next, &random), &random, &text)
            text.endObject()
            next += 1
            if framing == .lines { text.append("\n") }
        }
        if framing == .array, next == count { text.append("]") }
        swap(&text.bytes, &buffer)
        return true
    }
}
