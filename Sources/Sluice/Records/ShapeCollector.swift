/// Collects the shape of an object, and on request the shapes of the objects inside it.
struct ShapeCollector: TokenSink {
    /// At most this many shapes of inner objects are kept.
    private static let maximumInner = 4_096

    private let view: ByteView
    private let collectsInner: Bool
    private(set) var shape: ObjectShape
    /// The signatures of the objects inside.
    private(set) var inner: Set<UInt64> = []
    /// Those of the objects that are open, except the outermost.
    private var openObjects: [UInt64] = []
    private var depth = 0

    /// A collector for tokens of the text that `view` shows, which must outlive it; mostly there are `expectedKeys`.
    init(_ view: ByteView, collectsInner: Bool = false, expectedKeys: Int = 0) {
        self.view = view
        self.collectsInner = collectsInner
        shape = ObjectShape(expectedKeys: expectedKeys)
    }

    mutating func beginObject(at offset: Int) {
        depth += 1
        if collectsInner, depth > 1 { openObjects.append(0) }
    }

    mutating func endObject(end: Int) {
        depth -= 1
        guard let signature = openObjects.popLast(), inner.count < Self.maximumInner else { return }
        inner.insert(signature)
    }

    mutating func beginArray(at offset: Int) { depth += 1 }
    mutating func endArray(end: Int) { depth -= 1 }
    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) {}

    mutating func key(_ range: Range<Int>, hasEscapes: Bool) {
        guard depth == 1 || collectsInner else { return }
        let content = view.span.extracting(range.lowerBound + 1 - view.base..<range.upperBound - 1 - view.base)
        let key = ObjectShape.key(content, hasEscapes: hasEscapes)
        guard let last = openObjects.indices.last else { return shape.append(key) }
        openObjects[last] = ObjectShape.signature(openObjects[last], adding: key)
    }
}
