/// Members of nested objects that the schema does not name, as they are written to the column of such fields: the key
/// is the JSON Pointer from the record.
///
/// A field of the record whose own name begins with a slash is written as a pointer too, so the two cannot be confused.
struct NestedExtras {
    private struct Entry {
        let row: Int
        let range: Range<Int>
    }

    /// The row that members are added for.
    var row = 0
    /// Members such as `"/address/floor":3`, in a row.
    private var bytes: [UInt8] = []
    private var entries: [Entry] = []
    private var start = 0
    private var key: [UInt8] = []

    var isEmpty: Bool { entries.isEmpty }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
    }

    mutating func begin(_ pointer: String) {
        start = bytes.count
        key.removeAll(keepingCapacity: true)
        key.append(contentsOf: pointer.utf8)
    }

    mutating func addToken(key content: Span<UInt8>) {
        key.append(contentsOf: JSONPointer.token(forKey: content).utf8)
    }

    mutating func addToken(index: Int) {
        key.append(contentsOf: "/\(index)".utf8)
    }

    mutating func end(value: Span<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        let key = key
        JSONString.appendEscaped(key.span, to: &bytes)
        bytes.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: ":")])
        var runs = CompactRuns(value)
        while let run = runs.next() { bytes.append(contentsOf: value.extracting(run)) }
        entries.append(Entry(row: row, range: start..<bytes.count))
    }

    /// Sorts the members by row, those of one row in the order in which they were added.
    mutating func sort() {
        guard !entries.isEmpty else { return }
        entries.sort { ($0.row, $0.range.lowerBound) < ($1.row, $1.range.lowerBound) }
    }

    /// Returns where the members of a row are in the sorted list.
    func entries(ofRow row: Int) -> Range<Int> {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].row < row { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < entries.count, entries[end].row == row { end += 1 }
        return low..<end
    }

    /// A member as it is written.
    @_lifetime(borrow self)
    func text(ofEntry entry: Int) -> Span<UInt8> {
        // SAFETY: the span is of this value's own bytes.
        unsafe _overrideLifetime(bytes.span.extracting(entries[entry].range), borrowing: self)
    }
}
