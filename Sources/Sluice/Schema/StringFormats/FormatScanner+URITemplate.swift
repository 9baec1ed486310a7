/// URI templates of RFC 6570.
extension FormatScanner {
    /// Printable ASCII without space, `"`, `%`, `<`, `>`, `\`, `^`, backquote and braces; the apostrophe was left
    /// out of the standard by mistake.
    private static let literals = ByteSet.alphanumerics + ByteSet("!#$&'()*+,-./:;=?@[]_~")
    /// Those of the standard and those that it reserves.
    private static let operators = ByteSet("+#./;?&=,!@|")
    private static let nameCharacters = ByteSet.alphanumerics + ByteSet("_")
    private static let nonZeroDigits = ByteSet("123456789")

    /// Consumes a `URI-Template`.
    @_lifetime(self: copy self)
    mutating func consumeURITemplate() -> Bool {
        while !isAtEnd {
            if skipEncoded(Self.literals) > 0 { continue }
            if let scalar = readNonASCII() {
                guard Self.isLiteral(scalar) else { return false }
            } else if !consumeExpression() {
                return false
            }
        }
        return true
    }

    /// Consumes an `expression`: `{?page,tags*}`.
    @_lifetime(self: copy self)
    private mutating func consumeExpression() -> Bool {
        guard skip("{") else { return false }
        _ = skip(oneOf: Self.operators)
        repeat {
            guard consumeVariableName(), consumeModifierIfAny() else { return false }
        } while skip(",")
        return skip("}")
    }

    @_lifetime(self: copy self)
    private mutating func consumeVariableName() -> Bool {
        repeat {
            guard skipEncoded(Self.nameCharacters) > 0 else { return false }
        } while skip(".")
        return true
    }

    /// Consumes `*` or a prefix length of 1 to 9999, or nothing.
    @_lifetime(self: copy self)
    private mutating func consumeModifierIfAny() -> Bool {
        if skip("*") { return true }
        guard skip(":") else { return true }
        guard skip(oneOf: Self.nonZeroDigits) else { return false }
        _ = skip(while: .digits, atMost: 3)
        return true
    }

    /// Whether a scalar that is not ASCII is one of `ucschar` or `iprivate`: neither a control nor a noncharacter, and
    /// not on the plane of tags, except from U+E1000 on.
    private static func isLiteral(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xA0...0xFDCF, 0xFDF0...0xFFEF: true
        case 0x1_0000...: scalar & 0xFFFE != 0xFFFE && !(0xE_0000...0xE_0FFF).contains(scalar)
        default: false
        }
    }
}
