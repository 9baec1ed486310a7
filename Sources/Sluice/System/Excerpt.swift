/// Text from the input, prepared for a message: one line, escaped, capped.
enum Excerpt {
    /// The most Unicode scalars of a value that are shown; the rest is cut off.
    static let maximumScalars = 40

    /// Returns the phrase for a value: `the string "five"`, `the number 12.5`, `null`, `an object`.
    static func noun(for text: Span<UInt8>) -> String {
        guard text.count > 0 else { return "nothing" }
        switch text[0] {
        case UInt8(ascii: "\""): return "the string \(quoted(text))"
        case UInt8(ascii: "{"): return "an object"
        case UInt8(ascii: "["): return "an array"
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return "the number \(quoted(text))"
        default: return quoted(text)
        }
    }

    /// Returns the beginning of the text, with control and bidirectional characters escaped; `…` replaces the rest.
    static func quoted(_ text: Span<UInt8>) -> String {
        var result = ""
        var count = 0
        // At most four bytes per scalar, and one extra scalar to see whether there are more.
        let head = text.extracting(first: min(text.count, 4 * (maximumScalars + 1)))
        for scalar in String(decoding: Array(copying: head), as: UTF8.self).unicodeScalars {
            guard count < maximumScalars else { return result + "…" }
            result += escaped(scalar)
            count += 1
        }
        return result
    }

    /// Returns the scalar in a form that is safe to send to a terminal: itself, or `\u{…}` if it could move the cursor
    /// or change the direction of the text.
    static func escaped(_ scalar: Unicode.Scalar) -> String {
        isShowable(scalar) ? String(scalar) : "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }

    /// Returns whether the scalar is safe to send to a terminal as it is.
    static func isShowable(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x80 else { return scalar.value >= 0x20 && scalar.value < 0x7F }
        // The joiners belong to words, and the selector to emoji.
        if scalar == "\u{200C}" || scalar == "\u{200D}" || scalar == "\u{FE0F}" { return true }
        switch scalar.properties.generalCategory {
        // C1; marks, embeddings, overrides and isolates of direction, annotations, tags and other invisible characters.
        case .control, .format, .lineSeparator, .paragraphSeparator: return false
        default:
            // Blank letters, and selectors, which can hide text; and what is no character.
            return !scalar.properties.isDefaultIgnorableCodePoint && !scalar.properties.isNoncharacterCodePoint
        }
    }
}

extension Excerpt {
    /// Returns a path as shown in messages: whole, with control characters escaped.
    static func path(_ path: String) -> String {
        // Nearly all paths are showable ASCII: one pass, no copy.
        if isShowableASCII(path.utf8.span) || path.unicodeScalars.allSatisfy(isShowable) { return path }
        var result = ""
        for scalar in path.unicodeScalars {
            if isShowable(scalar) { result.unicodeScalars.append(scalar) } else { result += escaped(scalar) }
        }
        return result
    }

    private static func isShowableASCII(_ text: Span<UInt8>) -> Bool {
        for index in text.indices where text[index] < 0x20 || text[index] >= 0x7F { return false }
        return true
    }
}

extension Excerpt {
    /// Returns the phrase for the first byte of a text that is not JSON.
    static func noun(forFirstByteOf text: Span<UInt8>) -> String {
        guard text.count > 0 else { return "nothing" }
        let byte = text[0]
        guard byte > 0x20, byte < 0x7F else { return "byte 0x" + hexDigits(byte) }
        return "'\(escaped(Unicode.Scalar(byte)))'"
    }

    /// Returns a byte that is not part of a text as `\xFF`.
    static func escaped(_ byte: UInt8) -> String { "\\x" + hexDigits(byte) }

    private static func hexDigits(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
