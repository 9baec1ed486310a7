/// One field of a line (RFC 4180, section 2).
enum CSVField {
    /// Whether a field with this byte must be in quotes.
    @inline(__always)
    static func needsQuotes(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\r")
            || byte == UInt8(ascii: "\n")
    }

    /// Appends a field that is not null: in quotes if it needs them, or would otherwise be read as a null.
    static func append(_ text: Span<UInt8>, nullText: Span<UInt8>, to output: inout GrowingBuffer<UInt8>) {
        var index = 0
        while index < text.count, !needsQuotes(text[index]) { index += 1 }
        if index == text.count, !text.isEmpty, !text.hasSameBytes(as: nullText) {
            output.append(text: text)
        } else {
            appendQuoted(text, to: &output)
        }
    }

    /// Appends a field in quotes, with each quote in it written twice.
    static func appendQuoted(_ text: Span<UInt8>, to output: inout GrowingBuffer<UInt8>) {
        output.append(UInt8(ascii: "\""))
        var start = 0
        while true {
            let quote = text.first(UInt8(ascii: "\""), from: start)
            output.append(text: text.extracting(start..<quote))
            guard quote < text.count else { break }
            output.append(UInt8(ascii: "\""))
            output.append(UInt8(ascii: "\""))
            start = quote + 1
        }
        output.append(UInt8(ascii: "\""))
    }
}
