/// The pointers that exist in a document where one leads nowhere: the members of the last object on its path, or the
/// number of elements of the last array.
struct NearbyPointers {
    /// How many members are shown.
    private static let maximumShown = 8

    /// What is there, as the last clause of a message.
    let clause: String

    /// Looks in `document`, which may be cut off.
    init(in document: Span<UInt8>, toward location: RecordLocation) {
        var tokenizer = JSONTokenizer(maximumDepth: Self.maximumDepth)
        // SAFETY: the view is used as long as the span exists.
        let view = unsafe ByteView(document, base: 0)
        var collector = Collector(view, location)
        _ = tokenizer.next(document, base: 0, into: &collector)
        let members = collector.members
        let shown = members.prefix(Self.maximumShown).joined(separator: ", ")
        let more = members.count > Self.maximumShown ? ", …" : ""
        let list = members.isEmpty ? collector.count : "; there are \(shown)\(more)"
        clause = list + (NestedRecords(in: document, of: "")?.clause ?? "")
    }

    private static let maximumDepth = 512

    /// Follows the path as far as it leads.
    private struct Collector: TokenSink {
        private let view: ByteView
        private let location: RecordLocation
        /// How many containers are open, and how many of those are on the path.
        private var depth = 0
        private var onPath = 0
        /// Whether the value that comes next is on the path.
        private var isNextOnPath = true
        /// Whether the innermost container on the path is an array, and how many elements it has.
        private var isArray = false
        private var elements = 0
        /// The members of the innermost container on the path, as pointers.
        private(set) var members: [String] = []

        init(_ view: ByteView, _ location: RecordLocation) {
            self.view = view
            self.location = location
        }

        var count: String { isArray ? "; the array has \(elements) element\(elements == 1 ? "" : "s")" : "" }

        private mutating func begin(isArray: Bool) {
            beginValue()
            depth += 1
            guard isNextOnPath, depth == onPath + 1, onPath <= location.path.count else { return }
            onPath += 1
            self.isArray = isArray
            elements = 0
            members = []
            isNextOnPath = false
        }

        /// Decides, in an array on the path, whether this element is on it too.
        private mutating func beginValue() {
            guard isArray, depth == onPath, onPath > 0 else { return }
            isNextOnPath = onPath <= location.path.count && location.path[onPath - 1].index == elements
            elements += 1
        }

        mutating func beginObject(at offset: Int) { begin(isArray: false) }
        mutating func beginArray(at offset: Int) { begin(isArray: true) }
        mutating func endObject(end: Int) { depth -= 1 }
        mutating func endArray(end: Int) { depth -= 1 }
        mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) { beginValue() }

        mutating func key(_ range: Range<Int>, hasEscapes: Bool) {
            guard depth == onPath, !isArray else { return }
            let content = view.span.extracting(range.lowerBound + 1..<range.upperBound - 1)
            var name: [UInt8] = []
            JSONString.appendUnescaped(content, to: &name)
            isNextOnPath = onPath <= location.path.count && location.path[onPath - 1].key == name
            guard members.count <= NearbyPointers.maximumShown else { return }
            let root = location.path[..<(onPath - 1)]
                .map { JSONPointer.token(String(decoding: $0.key, as: UTF8.self)) }
                .joined()
            members.append(Excerpt.path(JSONPointer.shown(from: root, [JSONPointer.shownToken(forKey: content)])))
        }
    }
}
