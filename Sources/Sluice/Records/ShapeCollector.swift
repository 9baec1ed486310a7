/// Collects the shape of an object, and on request the shapes of the objects inside it.
struct ShapeCollector: TokenSink {
    /// At most this many shapes of inner objects are kept.
    private static let maximumInner = 4_096

    private let view: ByteView
    private let collectsInner: Bool
    private(set) var shape = ObjectShape()
    /// The signatures of the objects inside.
    private(set) var inner: Set<UInt64> = []
    private var openObjects: [UInt64] = []
    private var depth = 0

    /// A collector for tokens of the text that `view` shows, which must outlive it.
    init(_ view: ByteView, collectsInner: Bool = false) {
        self.view = view
        self.collectsInner = collectsInner
    }

    mutating func beginObject(at offset: Int) {
        depth += 1
        if collectsInner { openObjects.append(0) }
    }

    mutating func endObject(end: Int) {
        depth -= 1
        guard collectsInner, let signature = openObjects.popLast(), depth > 0, inner.count < Self.maximumInner
        else { return }
        inner.insert(signature)
    }

    mutating func beginArray(at offset: Int) { depth += 1 }
    mutating func endArray(end: Int) { depth -= 1 }
    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) {}

    mutating func key(_ range: Range<Int>, hasEscapes: Bool) {
        guard depth == 1 || collectsInner else { return }
        let content = view.span.extracting(range.lowerBound + 1 - view.base..<range.upperBound - 1 - view.base)
        let key = ObjectShape.key(content, hasEscapes: hasEscapes)
        if depth == 1 { shape.append(key) }
        if collectsInner, let last = openObjects.indices.last {
            openObjects[last] = ObjectShape.signature(openObjects[last], adding: key)
        }
    }
}
