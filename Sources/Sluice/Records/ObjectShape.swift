/// The keys of one object, as far as objects are told apart by them: by their hashes.
struct ObjectShape: Sendable {
    /// No more keys than this are kept; the signature is of all of them.
    private static let maximumKeys = 1_024

    /// The same for objects with the same keys, in whatever order.
    private(set) var signature: UInt64 = 0
    /// The keys in their order.
    private(set) var keys: [UInt64] = []

    /// The key that the object begins with; `nil` for an empty one.
    var opening: UInt64? { keys.first }

    mutating func append(_ key: UInt64) {
        signature = Self.signature(signature, adding: key)
        if keys.count < Self.maximumKeys { keys.append(key) }
    }

    /// Returns the signature of an object with one key more.
    @inline(__always)
    static func signature(_ signature: UInt64, adding key: UInt64) -> UInt64 {
        // A sum, as the order does not matter. The lowest bit keeps a hash of zero from being no key.
        signature &+ (key | 1)
    }

    /// Returns what stands for a key, which is given as it stands in the text, without its quotes.
    static func key(_ content: Span<UInt8>, hasEscapes: Bool) -> UInt64 {
        guard hasEscapes else { return KeyHash()(content) }
        var unescaped: [UInt8] = []
        JSONString.appendUnescaped(content, to: &unescaped)
        return KeyHash()(unescaped.span)
    }
}

/// Takes down the shape of an object, and on request those of the objects inside it.
struct ShapeCollector: TokenSink {
    /// No more shapes of inner objects than this are kept.
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
