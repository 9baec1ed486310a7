/// Appends compact JSON to a byte array and inserts the commas.
///
/// Its only state is one flag, so nesting is unlimited. The caller must write a key before each value of an object;
/// nothing checks it.
///
/// ```swift
/// var writer = JSONWriter()
/// writer.object {
///     $0.member("records", 3)
///     $0.member("parts", ["part-00000.ndjson"])
///     $0.member("input") { $0.member("bytes", 552) }
/// }
/// // {"records":3,"parts":["part-00000.ndjson"],"input":{"bytes":552}}
/// ```
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    /// Whether a value precedes this position in the same object or array.
    private var needsComma = false

    /// Creates a writer with room for `byteCount` bytes, for a text that is known to be large.
    init(byteCount: Int = 0) {
        bytes.reserveCapacity(byteCount)
    }

    /// Writes an object; `body` writes its members.
    mutating func object(_ body: (inout JSONWriter) -> Void) {
        nest(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
    }

    /// Writes an array; `body` writes its values.
    mutating func array(_ body: (inout JSONWriter) -> Void) {
        nest(UInt8(ascii: "["), UInt8(ascii: "]"), body)
    }

    /// Writes the key of the value that comes next.
    mutating func key(_ name: String) {
        value(text: name.utf8.span)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a value.
    mutating func value(_ value: some JSONWritable) {
        value.write(to: &self)
    }

    /// Writes the string that is `text`, in valid UTF-8.
    mutating func value(text: Span<UInt8>) {
        beginValue()
        bytes.append(UInt8(ascii: "\""))
        JSONString.appendEscaped(text, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes bytes that already are one JSON value.
    mutating func value(encoded: Span<UInt8>) {
        beginValue()
        bytes.append(contentsOf: encoded)
    }

    /// Ends a line of a file that holds one value per line; the next value begins a new text.
    mutating func endLine() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    /// Removes what was written, and keeps the memory.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    private mutating func beginValue() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func nest(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
        beginValue()
        bytes.append(open)
        needsComma = false
        body(&self)
        bytes.append(close)
        needsComma = true
    }
}

extension JSONWriter {
    /// Writes a key and its value.
    mutating func member(_ name: String, _ content: some JSONWritable) {
        key(name)
        value(content)
    }

    /// Writes a key and an object whose members `body` writes.
    mutating func member(_ name: String, _ body: (inout JSONWriter) -> Void) {
        key(name)
        object(body)
    }

    /// Writes a key and an array whose values `body` writes.
    mutating func arrayMember(_ name: String, _ body: (inout JSONWriter) -> Void) {
        key(name)
        array(body)
    }

    /// Writes a key and the string that is `text`, in valid UTF-8.
    mutating func member(_ name: String, text: Span<UInt8>) {
        key(name)
        value(text: text)
    }

    /// Writes a key and bytes that already are one JSON value.
    mutating func member(_ name: String, encoded: Span<UInt8>) {
        key(name)
        value(encoded: encoded)
    }
}
