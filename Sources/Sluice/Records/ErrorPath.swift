/// Finds the way to places in a record that the tokenizer has complained of, by reading the record once more.
///
/// Nobody keeps it while records are read: it costs a reading of each bad record.
struct ErrorPath: TokenSink {
    /// A container that is open: where its last key stands, quotes included, or how many items it has had.
    private struct Level {
        let isObject: Bool
        var key: Range<Int>?
        var items = 0
    }

    private let view: ByteView
    private var levels: [Level] = []
    /// The places of keys whose pointers are looked for, in order, and those found.
    private var wanted: ArraySlice<Int>
    private var found: [String] = []

    private init(_ view: ByteView, wanted: [Int] = []) {
        self.view = view
        self.wanted = wanted[...]
    }

    /// Returns the JSON Pointer of the value in which reading the record at `start` in the view fails, at the absolute
    /// `offset`: of the member or item that is being read or has just been, else of the object or array around it.
    static func pointer(to offset: Int, in view: ByteView, from start: Int, maximumDepth: Int) -> String {
        guard offset > view.base + start else { return "" }
        var path = ErrorPath(view)
        var tokenizer = JSONTokenizer(maximumDepth: maximumDepth)
        // Where a line cuts the record short, the tokenizer would read on into the next one.
        let text = view.span.extracting(first: offset - view.base)
        _ = tokenizer.next(text, from: start, base: view.base, into: &path)
        switch tokenizer.state {
        case .key, .keyOrEndOfObject: return path.pointer(.aroundIt)
        case .commaOrEnd: return path.pointer(.justRead)
        default: return path.pointer(.beingRead)
        }
    }

    /// Returns the pointers of members whose keys stand at `offsets`, which are absolute and in order.
    static func pointers(
        ofKeysAt offsets: [Int],
        in view: ByteView,
        from start: Int,
        maximumDepth: Int
    ) -> [String] {
        var path = ErrorPath(view, wanted: offsets)
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
        guard range.lowerBound == wanted.first else { return }
        wanted.removeFirst()
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
        case aroundIt
    }

    private func pointer(_ end: End) -> String {
        let last = levels.count - 1
        let tokens = levels.indices.lazy.compactMap { number -> String? in
            let level = levels[number]
            if number == last, end == .aroundIt { return nil }
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
