/// The receiver of a `JSONTokenizer`'s tokens.
///
/// Offsets are absolute in the input, so a token that spans two chunks is reported like any other. Ranges of keys and
/// strings include their quotes. Calls come in the order of the text; every begin has its end unless the text is
/// invalid.
protocol TokenSink: ~Copyable {
    mutating func beginObject(at offset: Int)
    /// `end` is the offset just past the closing brace.
    mutating func endObject(end: Int)
    mutating func beginArray(at offset: Int)
    /// `end` is the offset just past the closing bracket.
    mutating func endArray(end: Int)
    mutating func key(_ range: Range<Int>, hasEscapes: Bool)
    /// A string, number or literal; `hasEscapes` can be true for strings only.
    mutating func scalar(_ kind: ValueKind, _ range: Range<Int>, hasEscapes: Bool)
}
