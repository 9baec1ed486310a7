/// Finds the JSON Pointers of faulty places in a record by reading the record a second time.
///
/// The path is not tracked while records are read: only bad records pay for it.
struct ErrorPath: TokenSink {
    /// An open container: where its last key is, quotes included, or how many items have ended.
    private struct Level {
        let isObject: Bool
        var key: Range<Int>?
        var items = 0
    }

    private let view: ByteView
    private var levels: [Level] = []
    /// The offsets of the keys whose pointers are still to be found, in order, and the pointers found.
    private var remaining: ArraySlice<Int>
    private var found: [String] = []

    private init(_ view: ByteView, keyOffsets: [Int] = []) {
        self.view = view
        remaining = keyOffsets[...]
    }

    /// Returns the JSON Pointer of the value in which the record at `start` in the view fails, at the absolute
    /// `offset`.
    ///
    /// That is the member or item being read or just read, otherwise the object or array around the place.
    static func pointer(to offset: Int, in view: ByteView, from start: Int, maximumDepth: Int) -> String {
        guard offset > view.base + start else { return "" }
        var path = ErrorPath(view)
        var tokenizer = JSONTokenizer(maximumDepth: maximumDepth)
        // If a line cuts the record short, the tokenizer would continue into the next record.
        let text = view.span.extracting(first: offset - view.base)
        _ = tokenizer.next(text, from: start, base: view.base, into: &path)
        switch tokenizer.state {
        case .key, .keyOrEndOfObject: return path.pointer(.container)
        case .commaOrEnd: return path.pointer(.justRead)
        default: return path.pointer(.beingRead)
        }
    }

    /// Returns the pointers of the members whose keys are at `offsets`, which are absolute and in order.
    static func pointers(
        ofKeysAt offsets: [Int],
        in view: ByteView,
        from start: Int,
        maximumDepth: Int
    ) -> [String] {
        var path = ErrorPath(view, keyOffsets: offsets)
        var tokenizer = JSONTokenizer(maximumDepth: maximumDepth)
        _ = tokenizer.next(view.span, from: start, base: view.base, into: &path)
        return path.found
    }

    mutating func beginObject(at offset: Int) { levels.append(Level(isObject: true)) }
    mutating func endObject(end: Int) { endContainer() }
    mutating func beginArray(at offset: Int) { levels.append(Level(isObject: false)) }
    mutating func endArray(end: Int) { endContainer() }
    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) { countItem() }

    mutating func key(_ range: Range<Int>, hasEscapes: Bool) {
        levels[levels.count - 1].key = range
        guard range.lowerBound == remaining.first else { return }
        remaining.removeFirst()
        found.append(pointer(.beingRead))
    }

    private mutating func endContainer() {
        levels.removeLast()
        countItem()
    }

    private mutating func countItem() {
        if let last = levels.indices.last { levels[last].items += 1 }
    }

    private enum End {
        case beingRead
        case justRead
        case container
    }

    private func pointer(_ end: End) -> String {
        let last = levels.count - 1
        let tokens = levels.indices.lazy.compactMap { number -> String? in
            let level = levels[number]
            if number == last, end == .container { return nil }
            guard level.isObject else {
                let index = number == last && end == .justRead ? level.items - 1 : level.items
                return "/\(index)"
            }
            return level.key.map { key in
                JSONPointer.shownToken(
                    forKey: view.span.extracting(key.lowerBound + 1 - view.base..<key.upperBound - 1 - view.base)
                )
            }
        }
        return JSONPointer.shown(from: "", tokens)
    }
}
