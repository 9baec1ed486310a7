/// Objects inside a value, in arrays or as members with like objects: where records may be that are not where they were
/// expected.
///
/// What it costs is bounded by what is kept of a rejected record.
struct NestedRecords {
    /// How many places a message shows.
    private static let maximumShown = 3
    private static let maximumDepth = 512

    /// A place with its number of objects; `areMembers` if they are not in an array.
    struct Place: Sendable {
        let pointer: String
        var objects: Int
        let areMembers: Bool
    }

    /// The places with the most objects, as JSON Pointers (RFC 6901).
    let places: [Place]

    /// Looks for objects in `value`, which may be cut off or invalid from some byte on; `nil` if there are none.
    ///
    /// `root` is the JSON Pointer of the value in its document; at most `count` places are kept.
    init?(in value: Span<UInt8>, of root: String, keeping count: Int = maximumShown) {
        var tokenizer = JSONTokenizer(maximumDepth: Self.maximumDepth)
        // SAFETY: the view is used as long as the span exists.
        var search = unsafe NestedObjects(ByteView(value, base: 0))
        // What precedes an error counts.
        _ = tokenizer.next(value, base: 0, into: &search)
        search.endAll()
        let places = Self.summed(
            search.found.map { found in
                let pointer = Excerpt.path(JSONPointer.shown(from: root, found.tokens(in: value)))
                return Place(pointer: pointer, objects: found.objects, areMembers: found.areMembers)
            }
        )
        guard !places.isEmpty else { return nil }
        self.places = Array(places.sorted { $0.objects > $1.objects }.prefix(count))
    }

    /// The places, each once: a key that occurs twice leads to two.
    private static func summed(_ places: [Place]) -> [Place] {
        var indices: [[UInt8]: Int] = [:]
        var summed: [Place] = []
        for place in places {
            // As bytes: strings that differ only in normalisation are equal.
            let index = indices[Array(place.pointer.utf8), default: summed.count]
            if index < summed.count {
                summed[index].objects += place.objects
            } else {
                indices[Array(place.pointer.utf8)] = index
                summed.append(place)
            }
        }
        return summed
    }

    /// The place with the most objects, if its pointer is shown as it is.
    var likeliest: (pointer: String, areMembers: Bool)? {
        guard let place = places.first, !place.pointer.contains("…"), !place.pointer.contains("\\") else { return nil }
        return (place.pointer, place.areMembers)
    }

    /// The places as the last clause of a message.
    var clause: String {
        let list = places.map { place in
            let objects = "\(place.objects.grouped) object\(place.objects == 1 ? "" : "s") seen"
            let subject = place.pointer.isEmpty ? "the top level" : place.pointer
            return "\(subject) (\(objects)\(place.areMembers ? ", as members" : ""))"
        }
        return "; records may be under " + list.joined(separator: ", ")
    }
}

/// Finds arrays that hold objects, and objects whose members are objects that begin with the same key.
///
/// Nothing inside such objects is looked at: that is part of a record.
private struct NestedObjects: TokenSink {
    /// More places than this are not kept.
    private static let maximumFound = 1_000

    /// A step from a container to a value inside it.
    enum Step {
        /// A key, with its quotes.
        case key(Range<Int>)
        case index(Int)
    }

    struct Found {
        /// The steps that lead to the container.
        let path: [Step]
        let objects: Int
        let areMembers: Bool

        func tokens(in value: Span<UInt8>) -> [String] {
            path.map { step in
                switch step {
                case .key(let key):
                    JSONPointer.shownToken(forKey: value.extracting(key.lowerBound + 1..<key.upperBound - 1))
                case .index(let index): "/\(index)"
                }
            }
        }
    }

    /// A container that is open, and what has been seen of its values.
    private struct Container {
        let isArray: Bool
        /// How many places had been found before it.
        let foundBefore: Int
        var step = Step.index(-1)
        var objects = 0
        var keys = 0
        /// The first key of the first member that is an object.
        var firstKey: Range<Int>?
        /// Whether all members are objects that begin with that key.
        var areAlike = true

        var holdsRecords: Bool { isArray ? objects > 0 : objects > 1 && areAlike }
    }

    private let view: ByteView
    private(set) var found: [Found] = []
    private var open: [Container] = []
    /// How many containers are open from the outermost record on.
    private var recordDepth = 0

    init(_ view: ByteView) {
        self.view = view
    }

    mutating func beginObject(at offset: Int) {
        guard recordDepth == 0 else { return recordDepth += 1 }
        beginValue(isObject: true)
        if open.last?.isArray == true { recordDepth = 1 } else { begin(isArray: false) }
    }

    mutating func endObject(end: Int) { endContainer() }

    mutating func beginArray(at offset: Int) {
        guard recordDepth == 0 else { return recordDepth += 1 }
        beginValue(isObject: false)
        begin(isArray: true)
    }

    mutating func endArray(end: Int) { endContainer() }

    mutating func key(_ range: Range<Int>, hasEscapes: Bool) {
        guard recordDepth == 0 else { return }
        let top = open.count - 1
        open[top].keys += 1
        open[top].step = .key(range)
        if open[top].keys == 1, top > 0 { noteFirstKey(range, in: top - 1) }
    }

    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) {
        if recordDepth == 0 { beginValue(isObject: false) }
    }

    /// Ends the containers that a cut has left open.
    mutating func endAll() {
        recordDepth = 0
        while !open.isEmpty { endContainer() }
    }

    private mutating func begin(isArray: Bool) {
        open.append(Container(isArray: isArray, foundBefore: found.count))
    }

    private mutating func endContainer() {
        guard recordDepth == 0 else { return recordDepth -= 1 }
        guard let container = open.popLast() else { return }
        if !container.isArray, container.keys == 0, !open.isEmpty { open[open.count - 1].areAlike = false }
        guard container.holdsRecords, container.foundBefore < Self.maximumFound else { return }
        // What was found in members that are records themselves is part of those.
        if !container.isArray { found.removeSubrange(container.foundBefore...) }
        found.append(Found(path: open.map(\.step), objects: container.objects, areMembers: !container.isArray))
    }

    private mutating func beginValue(isObject: Bool) {
        let top = open.count - 1
        guard top >= 0 else { return }
        if case .index(let index) = open[top].step { open[top].step = .index(index + 1) }
        if isObject { open[top].objects += 1 } else { open[top].areAlike = false }
    }

    /// Notes the first key of a member of an open container.
    private mutating func noteFirstKey(_ key: Range<Int>, in container: Int) {
        guard let first = open[container].firstKey else { return open[container].firstKey = key }
        let bytes = view.span
        let expected = bytes.extracting(first)
        if !bytes.extracting(key).hasSameBytes(as: expected) { open[container].areAlike = false }
    }
}
