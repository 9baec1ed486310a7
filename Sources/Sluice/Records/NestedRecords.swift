/// Arrays of objects inside a value: where records may be that are not where they were expected.
///
/// What it costs is bounded by what is kept of a rejected record.
struct NestedRecords {
    /// How many places are shown.
    private static let maximumShown = 3
    private static let maximumDepth = 512

    /// The places with the most objects, as JSON Pointers (RFC 6901), with the number of objects seen there.
    private let places: [(pointer: String, objects: Int)]

    /// Looks for arrays of objects in `value`, which may be cut off or invalid from some byte on; `nil` if there is none.
    ///
    /// `root` is the JSON Pointer of the value in its document.
    init?(in value: Span<UInt8>, of root: String) {
        var tokenizer = JSONTokenizer(maximumDepth: Self.maximumDepth)
        var arrays = ArraysOfObjects()
        // What precedes an error counts.
        _ = tokenizer.next(value, base: 0, into: &arrays)
        let found = arrays.found.filter { $0.objects > 0 }.sorted { $0.objects > $1.objects }
        guard !found.isEmpty else { return nil }
        places = found.prefix(Self.maximumShown).map { array in
            let tokens = array.keys.map { key in
                JSONPointer.shownToken(forKey: value.extracting(key.lowerBound + 1..<key.upperBound - 1))
            }
            return (Excerpt.path(JSONPointer.shown(from: root, tokens)), array.objects)
        }
    }

    /// The places as the last clause of a message.
    var clause: String {
        let list = places.map { pointer, objects in
            "\(pointer) (\(objects.grouped) object\(objects == 1 ? "" : "s") seen)"
        }
        return "; records may be under " + list.joined(separator: ", ")
    }
}

/// Finds the arrays that are not inside another array, and counts the objects among their elements.
private struct ArraysOfObjects: TokenSink {
    struct Found {
        /// The keys that lead to the array, with their quotes.
        let keys: [Range<Int>]
        var objects = 0
    }

    private(set) var found: [Found] = []
    /// The current key of each open object outside arrays.
    private var keys: [Range<Int>] = []
    /// How many containers are open from the outermost array on.
    private var arrayDepth = 0

    mutating func beginObject(at offset: Int) {
        if arrayDepth == 1 { found[found.count - 1].objects += 1 }
        if arrayDepth > 0 { arrayDepth += 1 } else { keys.append(0..<0) }
    }

    mutating func endObject(end: Int) {
        if arrayDepth > 0 { arrayDepth -= 1 } else { keys.removeLast() }
    }

    mutating func beginArray(at offset: Int) {
        if arrayDepth == 0 { found.append(Found(keys: keys)) }
        arrayDepth += 1
    }

    mutating func endArray(end: Int) {
        arrayDepth -= 1
        if arrayDepth == 0, found.last?.objects == 0 { found.removeLast() }
    }

    mutating func key(_ range: Range<Int>, hasEscapes: Bool) {
        if arrayDepth == 0 { keys[keys.count - 1] = range }
    }

    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) {}
}
