/// The positions of the members of one JSON object in its text.
///
/// Reading many texts with one value reuses its memory.
struct ObjectMembers {
    /// A key and its value, quotes of strings included.
    struct Member {
        let key: Range<Int>
        let keyHasEscapes: Bool
        let kind: ValueKind
        let value: Range<Int>
        let valueHasEscapes: Bool
    }

    private static let maximumDepth = 16

    private var sink = MemberSink()

    /// The members of the last text read, in order.
    var all: [Member] { sink.members }

    /// Reads `text`; returns `false` unless it is exactly one JSON object.
    mutating func read(_ text: Span<UInt8>) -> Bool {
        sink.removeAll()
        var reader = JSONText(maximumDepth: Self.maximumDepth)
        do throws(SyntaxError) {
            try reader.next(text, base: 0, into: &sink)
            try reader.finish(into: &sink)
        } catch {
            return false
        }
        return sink.isObject
    }
}

extension ObjectMembers.Member {
    /// Returns whether the key is `name`.
    func isNamed(_ name: [UInt8], in text: Span<UInt8>) -> Bool {
        let content = Self.content(key)
        guard !keyHasEscapes else { return Self.unescaped(text.extracting(content)) == name }
        guard content.count == name.count else { return false }
        for index in name.indices where text[content.lowerBound + index] != name[index] { return false }
        return true
    }

    func string(in text: Span<UInt8>) -> String? {
        guard kind == .string else { return nil }
        let content = text.extracting(Self.content(value))
        return valueHasEscapes ? String(decoding: Self.unescaped(content), as: UTF8.self) : String(copying: content)
    }

    /// Appends the text of a string; returns whether it is one.
    func appendString(in text: Span<UInt8>, to output: inout [UInt8]) -> Bool {
        guard kind == .string else { return false }
        let content = text.extracting(Self.content(value))
        if valueHasEscapes {
            JSONString.appendUnescaped(content, to: &output)
        } else {
            output.append(contentsOf: content)
        }
        return true
    }

    func integer(in text: Span<UInt8>) -> Int? { number(in: text).flatMap { Int($0) } }

    func double(in text: Span<UInt8>) -> Double? { number(in: text).flatMap { Double($0) } }

    /// The number's text.
    ///
    /// The tokenizer has checked the grammar, so lenient conversions do no harm.
    private func number(in text: Span<UInt8>) -> String? {
        guard kind == .integer || kind == .decimal else { return nil }
        return String(copying: text.extracting(value))
    }

    /// The range between the quotes.
    private static func content(_ range: Range<Int>) -> Range<Int> {
        range.lowerBound + 1..<range.upperBound - 1
    }

    private static func unescaped(_ content: Span<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        JSONString.appendUnescaped(content, to: &result)
        return result
    }
}

extension String {
    /// Copies `bytes`, which must be UTF-8.
    fileprivate init(copying bytes: Span<UInt8>) {
        // SAFETY: the buffer is read only inside the closure, while the span's owner is borrowed.
        self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}

/// Collects the members of the outermost object.
private struct MemberSink: TokenSink {
    var members: [ObjectMembers.Member] = []
    var isObject = false
    private var depth = 0
    private var key = 0..<0
    private var keyHasEscapes = false
    /// Where the current member's object or array began.
    private var start = 0

    mutating func removeAll() {
        members.removeAll(keepingCapacity: true)
        isObject = false
        depth = 0
    }

    mutating func beginObject(at offset: Int) {
        if depth == 0 { isObject = true }
        if depth == 1 { start = offset }
        depth += 1
    }

    mutating func endObject(end: Int) {
        depth -= 1
        if depth == 1 { append(.object, start..<end, hasEscapes: false) }
    }

    mutating func beginArray(at offset: Int) {
        if depth == 1 { start = offset }
        depth += 1
    }

    mutating func endArray(end: Int) {
        depth -= 1
        if depth == 1 { append(.array, start..<end, hasEscapes: false) }
    }

    mutating func key(_ range: Range<Int>, hasEscapes: Bool) {
        guard depth == 1 else { return }
        key = range
        keyHasEscapes = hasEscapes
    }

    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) {
        if depth == 1 { append(kind, range, hasEscapes: hasEscapes) }
    }

    private mutating func append(_ kind: ValueKind, _ value: Range<Int>, hasEscapes: Bool) {
        guard isObject else { return }
        members.append(
            ObjectMembers.Member(
                key: key,
                keyHasEscapes: keyHasEscapes,
                kind: kind,
                value: value,
                valueHasEscapes: hasEscapes
            )
        )
    }
}
