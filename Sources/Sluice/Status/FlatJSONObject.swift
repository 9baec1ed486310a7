/// The values of one small JSON object, by their keys; arrays are passed over.
struct FlatJSONObject {
    private var members: [[UInt8]: Value] = [:]

    private enum Value {
        case string([UInt8])
        case boolean(Bool)
        case object([UInt8])
        case number(String)
    }

    /// Reads `text`; returns `nil` unless it is exactly one JSON object.
    init?(_ text: [UInt8]) {
        var reader = JSONText(maximumDepth: 16)
        var sink = MemberSink()
        do throws(SyntaxError) {
            try reader.next(text.span, base: 0, into: &sink)
            try reader.finish(into: &sink)
        } catch {
            return nil
        }
        guard sink.isObject else { return nil }
        for member in sink.members {
            let bytes = text.span.extracting(member.value)
            let value = Self.value(member.kind, bytes)
            members[Self.unescaped(text.span.extracting(member.key))] = value
        }
    }

    func string(_ key: String) -> String? {
        guard case .string(let text)? = members[Array(key.utf8)] else { return nil }
        return String(decoding: text, as: UTF8.self)
    }

    func integer(_ key: String) -> Int? {
        guard case .number(let text)? = members[Array(key.utf8)] else { return nil }
        return Int(text)
    }

    func double(_ key: String) -> Double? {
        guard case .number(let text)? = members[Array(key.utf8)] else { return nil }
        return Double(text)
    }

    func boolean(_ key: String) -> Bool? {
        guard case .boolean(let value)? = members[Array(key.utf8)] else { return nil }
        return value
    }

    func object(_ key: String) -> FlatJSONObject? {
        guard case .object(let text)? = members[Array(key.utf8)] else { return nil }
        return FlatJSONObject(text)
    }

    private static func value(_ kind: ValueKind, _ text: Span<UInt8>) -> Value? {
        switch kind {
        case .string: .string(unescaped(text))
        // The tokenizer has checked the grammar, so the conversions cannot be lenient.
        case .integer, .decimal: .number(String(decoding: Array(copying: text), as: UTF8.self))
        case .true, .false: .boolean(kind == .true)
        case .object: .object(Array(copying: text))
        default: nil
        }
    }

    /// Returns what stands between the quotes of `text`.
    private static func unescaped(_ text: Span<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        JSONString.appendUnescaped(text.extracting(1..<text.count - 1), to: &result)
        return result
    }
}

/// Collects where the members of the outermost object stand.
private struct MemberSink: TokenSink {
    var members: [(key: Range<Int>, kind: ValueKind, value: Range<Int>)] = []
    var isObject = false
    private var depth = 0
    private var key = 0..<0
    /// Where the object began that is a member's value.
    private var start = 0

    mutating func beginObject(at offset: Int) {
        if depth == 0 { isObject = true }
        if depth == 1 { start = offset }
        depth += 1
    }

    mutating func endObject(end: Int) {
        depth -= 1
        if depth == 1, isObject { members.append((key, .object, start..<end)) }
    }

    mutating func beginArray(at offset: Int) { depth += 1 }
    mutating func endArray(end: Int) { depth -= 1 }

    mutating func key(_ range: Range<Int>, hasEscapes: Bool) {
        if depth == 1 { key = range }
    }

    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) {
        if depth == 1, isObject { members.append((key, kind, range)) }
    }
}
