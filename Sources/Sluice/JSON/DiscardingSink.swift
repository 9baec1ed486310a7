/// A sink for checking only whether a text is JSON.
struct DiscardingSink: TokenSink {
    mutating func beginObject(at offset: Int) {}
    mutating func endObject(end: Int) {}
    mutating func beginArray(at offset: Int) {}
    mutating func endArray(end: Int) {}
    mutating func key(_ range: Range<Int>, hasEscapes: Bool) {}
    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool) {}
}
