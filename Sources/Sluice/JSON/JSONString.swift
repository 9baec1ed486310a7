/// The inside of a JSON string (RFC 8259, section 7): the bytes between its quotes.
///
/// "Content" is these bytes once the tokenizer has accepted them, so every escape is complete, surrogates are paired
/// and the rest is valid UTF-8. "Text" is the UTF-8 that the content represents.
enum JSONString {
    /// Appends the text that `content` represents.
    static func appendUnescaped(_ content: Span<UInt8>, to output: inout [UInt8]) {
        var index = 0
        while true {
            let runEnd = content.first(UInt8(ascii: "\\"), from: index)
            output.append(contentsOf: content.extracting(index..<runEnd))
            guard runEnd < content.count else { return }
            index = appendEscape(in: content, at: runEnd, to: &output)
        }
    }

    /// Appends `text` as content: the short escapes where they exist, `\u00XX` for the other control characters below
    /// 0x20, and everything else (DEL and non-ASCII too) as it is.
    static func appendEscaped(_ text: Span<UInt8>, to output: inout [UInt8]) {
        var runStart = 0
        var index = 0
        while true {
            index = text.firstStringSpecial(from: index)
            guard index < text.count else { break }
            let byte = text[index]
            if byte < 0x80 {
                output.append(contentsOf: text.extracting(runStart..<index))
                appendEscape(of: byte, to: &output)
                runStart = index + 1
            }
            index += 1
        }
        output.append(contentsOf: text.extracting(runStart..<text.count))
    }

    /// Returns how many Unicode scalars the text of `content` has.
    static func scalarCount(_ content: Span<UInt8>) -> Int {
        var count = content.scalarCount()
        var index = content.first(UInt8(ascii: "\\"), from: 0)
        while index < content.count {
            let end = escapeEnd(in: content, at: index)
            // All bytes of an escape are ASCII and were counted one by one.
            count -= end - index - 1
            index = content.first(UInt8(ascii: "\\"), from: end)
        }
        return count
    }

    /// Returns the first offset at or after `offset` at which `content` may be cut: not inside an escape or a scalar.
    static func boundary(in content: Span<UInt8>, atOrAfter offset: Int) -> Int {
        var index = 0
        while index < min(offset, content.count) {
            index = content[index] == UInt8(ascii: "\\") ? escapeEnd(in: content, at: index) : index + 1
        }
        while index < content.count, content[index] & 0xC0 == 0x80 { index += 1 }
        return index
    }

    /// Returns the offset past the escape that begins at `start`; a surrogate pair's two escapes are one.
    private static func escapeEnd(in content: Span<UInt8>, at start: Int) -> Int {
        guard content[start + 1] == UInt8(ascii: "u") else { return start + 2 }
        return isHighSurrogate(codeUnit(in: content, at: start + 2)) ? start + 12 : start + 6
    }

    /// Appends the scalar of the escape that begins at `start`, and returns the offset past it.
    private static func appendEscape(in content: Span<UInt8>, at start: Int, to output: inout [UInt8]) -> Int {
        switch content[start + 1] {
        case UInt8(ascii: "u"):
            let end = escapeEnd(in: content, at: start)
            appendUTF8(scalarValue(in: content, at: start), to: &output)
            return end
        case UInt8(ascii: "b"): output.append(0x08)
        case UInt8(ascii: "f"): output.append(0x0C)
        case UInt8(ascii: "n"): output.append(0x0A)
        case UInt8(ascii: "r"): output.append(0x0D)
        case UInt8(ascii: "t"): output.append(0x09)
        case let itself: output.append(itself)
        }
        return start + 2
    }

    private static func scalarValue(in content: Span<UInt8>, at start: Int) -> UInt32 {
        let unit = codeUnit(in: content, at: start + 2)
        guard isHighSurrogate(unit) else { return unit }
        let low = codeUnit(in: content, at: start + 8)
        return 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
    }

    private static func codeUnit(in content: Span<UInt8>, at start: Int) -> UInt32 {
        var unit: UInt32 = 0
        for index in start..<start + 4 {
            unit = unit << 4 | UInt32(hexDigitValue(content[index]) ?? 0)
        }
        return unit
    }

    private static func isHighSurrogate(_ unit: UInt32) -> Bool {
        unit & 0xFC00 == 0xD800
    }

    private static func appendUTF8(_ scalar: UInt32, to output: inout [UInt8]) {
        let last = UInt8(truncatingIfNeeded: scalar & 0x3F | 0x80)
        let middle = UInt8(truncatingIfNeeded: scalar >> 6 & 0x3F | 0x80)
        switch scalar {
        case ..<0x80:
            output.append(UInt8(truncatingIfNeeded: scalar))
        case ..<0x800:
            output.append(UInt8(truncatingIfNeeded: scalar >> 6 | 0xC0))
            output.append(last)
        case ..<0x1_0000:
            output.append(UInt8(truncatingIfNeeded: scalar >> 12 | 0xE0))
            output.append(middle)
            output.append(last)
        default:
            output.append(UInt8(truncatingIfNeeded: scalar >> 18 | 0xF0))
            output.append(UInt8(truncatingIfNeeded: scalar >> 12 & 0x3F | 0x80))
            output.append(middle)
            output.append(last)
        }
    }

    /// Appends the shortest escape of a quote, a backslash or a control character below 0x20.
    private static func appendEscape(of byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
        default:
            output.append(contentsOf: "u00".utf8)
            output.append(UInt8(ascii: "0") + byte >> 4)
            let digit = byte & 0xF
            output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}
