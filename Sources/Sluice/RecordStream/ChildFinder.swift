/// Finds one member of an object, or one element of an array, by a reference token.
struct ChildFinder: TokenSink {
    private let token: [UInt8]
    private let view: ByteView
    private let index: Int?
    private var depth = 0
    private var isInArray = false
    private var count = 0
    private var isWanted = false
    private var containerStart = 0
    private(set) var found: (kind: ValueKind, range: Range<Int>)?

    init(token: [UInt8], view: ByteView) {
        self.token = token
        self.view = view
        index = JSONPointer.arrayIndex(token)
    }

    mutating func beginObject(at offset: Int) { begin(isArray: false, at: offset) }
    mutating func beginArray(at offset: Int) { begin(isArray: true, at: offset) }
    mutating func endObject(end: Int) { self.end(.object, end) }
    mutating func endArray(end: Int) { self.end(.array, end) }

    mutating func key(_ range: Range<Int>, hasEscapes: Bool) {
        guard depth == 1 else { return }
        let content = view.span.extracting(range.lowerBound + 1..<range.upperBound - 1)
        var key: [UInt8] = []
        JSONString.appendUnescaped(content, to: &key)
        isWanted = key == token
    }

    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) {
        guard depth == 1 else { return }
        beginValue()
        if isWanted { found = (kind, range) }
        isWanted = false
    }

    private mutating func begin(isArray: Bool, at offset: Int) {
        if depth == 0 { isInArray = isArray }
        if depth == 1 {
            beginValue()
            containerStart = offset
        }
        depth += 1
    }

    private mutating func end(_ kind: ValueKind, _ end: Int) {
        depth -= 1
        guard depth == 1 else { return }
        if isWanted { found = (kind, containerStart..<end) }
        isWanted = false
    }

    /// Decides whether an element of the outermost array is wanted; for a member the key before it has decided.
    private mutating func beginValue() {
        guard isInArray else { return }
        isWanted = count == index
        count += 1
    }
}
