/// What a backslash and the characters after it mean.
enum PatternEscape {
    case scalar(UInt32)
    case set(ScalarSet)
    case wordBoundary
    case noWordBoundary
    case backReference(String)

    /// Where an escape is.
    enum Context {
        case term
        case characterClass
    }

    /// Reads what follows a backslash, which has been read.
    static func read(_ text: inout PatternText, in context: Context) throws(PatternError) -> PatternEscape {
        let place = text.position - 1
        guard let scalar = text.read() else { throw text.error("a backslash ends the pattern", at: place) }
        if let value = controlCharacters[scalar] { return .scalar(value) }
        switch scalar {
        case "d": return .set(.digits)
        case "D": return .set(ScalarSet.digits.complement)
        case "w": return .set(.word)
        case "W": return .set(ScalarSet.word.complement)
        case "s": return .set(.space)
        case "S": return .set(ScalarSet.space.complement)
        case "b": return context == .characterClass ? .scalar(0x08) : .wordBoundary
        case "B" where context == .term: return .noWordBoundary
        case "c": return .scalar(try readControl(&text, place))
        case "x": return .scalar(try readHexadecimal(&text, place))
        case "u": return .scalar(try readUnicode(&text, place))
        case "p", "P":
            let set = try UnicodeProperty.read(&text, place)
            try text.count(set, at: place)
            return .set(scalar == "p" ? set : set.complement)
        case "0": return .scalar(try readNull(&text, place))
        case "1"..."9" where context == .term:
            _ = text.readNumber()
            return .backReference(text.text(from: place))
        case "k" where context == .term: return try readNamedReference(&text, place)
        // ECMA-262 lets only its own punctuation be escaped; other punctuation means itself in all dialects.
        case _ where !scalar.isLetterOrDigit: return .scalar(scalar.value)
        default: throw unknown(text, place)
        }
    }

    private static let controlCharacters: [Unicode.Scalar: UInt32] = [
        "t": 0x09, "n": 0x0A, "v": 0x0B, "f": 0x0C, "r": 0x0D,
    ]

    private static func unknown(_ text: PatternText, _ place: Int) -> PatternError {
        let escape = text.text(from: place)
        let remedies = ["\\A": "write ^", "\\Z": "write $", "\\z": "write $"]
        let remedy = remedies[escape].map { "; \($0)" } ?? ""
        return text.error("\(escape) is not an escape of ECMA-262\(remedy)", at: place)
    }

    private static func readNull(_ text: inout PatternText, _ place: Int) throws(PatternError) -> UInt32 {
        if let next = text.peek(), ("0"..."9").contains(next) {
            throw text.error("octal escapes are not of ECMA-262; write \\xHH", at: place)
        }
        return 0
    }

    private static func readControl(_ text: inout PatternText, _ place: Int) throws(PatternError) -> UInt32 {
        guard let letter = text.peek(), letter.isASCII, letter.isLetterOrDigit, letter.value > 0x39 else {
            throw text.error("\\c requires a letter from A to Z", at: place)
        }
        text.skip()
        return letter.value & 0x1F
    }

    private static func readHexadecimal(_ text: inout PatternText, _ place: Int) throws(PatternError) -> UInt32 {
        guard let value = text.readHexadecimal(2) else {
            throw text.error("\\x requires two hexadecimal digits", at: place)
        }
        return value
    }

    private static func readUnicode(_ text: inout PatternText, _ place: Int) throws(PatternError) -> UInt32 {
        if text.peek() == "{" { return try readBracedUnicode(&text, place) }
        guard let unit = text.readHexadecimal(4) else {
            throw text.error("\\u requires four hexadecimal digits, or up to six in braces", at: place)
        }
        // Two escapes of a surrogate pair are one character.
        let end = text.position
        if (0xD800...0xDBFF).contains(unit), text.consume("\\u") {
            if let trail = text.readHexadecimal(4), (0xDC00...0xDFFF).contains(trail) {
                return 0x1_0000 + (unit - 0xD800) << 10 + (trail - 0xDC00)
            }
            text.rewind(to: end)
        }
        return unit
    }

    private static func readBracedUnicode(_ text: inout PatternText, _ place: Int) throws(PatternError) -> UInt32 {
        text.skip()
        var value: UInt32?
        while let digit = text.readHexadecimal(1), value ?? 0 <= ScalarSet.last {
            value = (value ?? 0) << 4 | digit
        }
        guard let value, value <= ScalarSet.last, text.consume("}") else {
            throw text.error("\\u{…} requires a code point up to 10FFFF", at: place)
        }
        return value
    }

    private static func readNamedReference(
        _ text: inout PatternText,
        _ place: Int
    ) throws(PatternError) -> PatternEscape {
        guard text.consume("<") else {
            throw text.error("\\k requires the name of a group, as in \\k<name>", at: place)
        }
        _ = text.readName { $0 != ">" }
        guard text.consume(">") else { throw text.error("a name without >", at: place) }
        return .backReference(text.text(from: place))
    }
}

extension Unicode.Scalar {
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case "0"..."9", "A"..."Z", "a"..."z": true
        default: !isASCII && properties.isAlphabetic
        }
    }
}
