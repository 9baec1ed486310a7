/// Reads records token by token, and collects the evidence for a schema.
///
/// ```
/// {"id": 7, "tags": ["a"]}       values   0 the record, members id: 1, tags: 2
///                                         1 integer, 7 to 7
///                                         2 array, items: 3
///                                         3 string, "a"
/// ```
///
/// Its memory does not grow with the input: places, names and distinct strings are bounded, and a value beyond the
/// bounds only marks the value around it as having more inside.
struct SchemaObserver {
    /// The most places and the greatest depth that are kept: a schema within them is accepted by this library's
    /// compiler.
    static let maximumValues = 4_096
    static let maximumDepth = 24

    /// A container that is open.
    private struct Frame {
        /// Its index in `values`; `nil` inside a value that is not kept.
        let value: Int?
        let isObject: Bool
        /// The index in `values` of the member whose key has been read.
        var member: Int?
        var nextMember = 0
    }

    private(set) var values = [InferredValue(depth: 0)]
    /// The bytes of names and of distinct strings that may still be kept.
    private var nameBudget = 1 << 20
    private var stringBudget = 8 << 20
    private var frames: [Frame] = []
    /// Copied to a local before each use: its span must not borrow `self` while `self` is mutated.
    private var view = ByteView.empty
    private var scratch: [UInt8] = []
    /// The name of the field that every record gets with the key of its member, and that key.
    private let keyField: [UInt8]?
    var memberKey = Slot()

    init(keyField: String? = nil) {
        self.keyField = keyField.map { Array($0.utf8) }
    }

    /// Adds a record whose text has been checked; `view` holds its chunk.
    mutating func add(_ row: Row, of view: ByteView) {
        self.view = view
        frames.removeAll(keepingCapacity: true)
        var tokenizer = JSONTokenizer(maximumDepth: .max)
        _ = tokenizer.next(view.span, from: Int(row.start), base: 0, into: &self)
    }

    /// Returns the index of the value that begins, or `nil` if it is not kept.
    private mutating func beginValue() -> Int? {
        guard let frame = frames.last else { return 0 }
        guard !frame.isObject, let array = frame.value else { return frame.member }
        if let items = values[array].items { return items }
        let items = addValue(inside: array)
        values[array].items = items
        return items
    }

    /// Adds a place inside another, unless the bounds are reached.
    private mutating func addValue(inside parent: Int) -> Int? {
        let depth = values[parent].depth + 1
        guard values.count < Self.maximumValues, depth <= Self.maximumDepth else {
            values[parent].isCut = true
            return nil
        }
        values.append(InferredValue(depth: depth))
        return values.count - 1
    }

    private mutating func beginContainer(_ kind: InferredValue.Kind, at offset: Int) {
        let value = beginValue()
        if let value { values[value].count(kind, at: view.base + offset) }
        frames.append(Frame(value: value, isObject: kind == .object))
        if let keyField, frames.count == 1 { addKeyField(keyField, to: value) }
    }

    private mutating func addKeyField(_ name: [UInt8], to object: Int?) {
        guard let object else { return }
        findMember(name.span, of: object, 0)
        let start = Int(memberKey.offset)
        scalar(.string, start..<start + Int(memberKey.length), hasEscapes: memberKey.flags.contains(.hasEscapes))
    }
}

extension SchemaObserver: TokenSink {
    mutating func beginObject(at offset: Int) { beginContainer(.object, at: offset) }
    mutating func endObject(end: Int) { frames.removeLast() }
    mutating func beginArray(at offset: Int) { beginContainer(.array, at: offset) }
    mutating func endArray(end: Int) { frames.removeLast() }

    mutating func key(_ range: Range<Int>, hasEscapes: Bool) {
        let top = frames.count - 1
        guard let object = frames[top].value else { return }
        let view = view
        let content = view.span.extracting(range.lowerBound + 1..<range.upperBound - 1)
        guard hasEscapes else { return findMember(content, of: object, top) }
        scratch.removeAll(keepingCapacity: true)
        JSONString.appendUnescaped(content, to: &scratch)
        let name = scratch
        findMember(name.span, of: object, top)
    }

    private mutating func findMember(_ name: Span<UInt8>, of object: Int, _ top: Int) {
        var index = values[object].members.find(name, expected: frames[top].nextMember)
        if index == nil, nameBudget >= name.count, let value = addValue(inside: object) {
            nameBudget -= name.count
            index = values[object].members.add(Array(copying: name), value: value)
        }
        frames[top].member = index.map { values[object].members.values[$0] }
        if let index { frames[top].nextMember = index + 1 } else { values[object].isCut = true }
    }

    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) {
        guard let value = beginValue() else { return }
        let view = view
        let text = view.span.extracting(range)
        let offset = view.base + range.lowerBound
        switch kind {
        case .null: values[value].count(.null, at: offset)
        case .true, .false: values[value].count(.boolean, at: offset)
        // An integer that is spelt `5.0` is no integer for most readers.
        case .integer, .decimal:
            values[value].count(kind == .integer ? .integer : .number, at: offset)
            values[value].numbers.add(text, at: offset)
        case .string:
            values[value].count(.string, at: offset)
            addString(text.extracting(1..<text.count - 1), hasEscapes, to: value)
        case .missing, .object, .array: break
        }
    }

    private mutating func addString(_ content: Span<UInt8>, _ hasEscapes: Bool, to value: Int) {
        guard hasEscapes else { return values[value].strings.add(content, budget: &stringBudget) }
        scratch.removeAll(keepingCapacity: true)
        JSONString.appendUnescaped(content, to: &scratch)
        let text = scratch
        values[value].strings.add(text.span, budget: &stringBudget)
    }
}
