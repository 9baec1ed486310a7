/// Mailboxes of RFC 5321, section 4.1.2.
extension FormatScanner {
    private static let atoms = ByteSet.alphanumerics + ByteSet("!#$%&'*+-/=?^_`{|}~")

    /// Consumes a `Mailbox`: `a.b@example.com`, `"a b"@[127.0.0.1]`.
    ///
    /// The lengths that the standard gives are those that every server must take, not limits; they are not checked.
    /// Those of a domain are.
    @_lifetime(self: copy self)
    mutating func consumeMailbox() -> Bool {
        let hasLocalPart = peek == UInt8(ascii: "\"") ? consumeQuotedString() : consumeDotString()
        guard hasLocalPart, skip("@") else { return false }
        return peek == UInt8(ascii: "[") ? consumeAddressLiteral() : consumeHostName(.asLetters)
    }

    @_lifetime(self: copy self)
    private mutating func consumeDotString() -> Bool {
        repeat {
            guard skip(while: Self.atoms) > 0 else { return false }
        } while skip(".")
        return true
    }

    @_lifetime(self: copy self)
    private mutating func consumeQuotedString() -> Bool {
        guard skip("\"") else { return false }
        while !skip("\"") {
            _ = skip("\\")
            guard let byte = read(), byte >= 0x20, byte < 0x7F else { return false }
        }
        return true
    }

    /// Consumes an address in brackets.
    ///
    /// Of the tags that may precede one, only `IPv6` is registered.
    @_lifetime(self: copy self)
    private mutating func consumeAddressLiteral() -> Bool {
        guard skip("[") else { return false }
        guard skip(letter: "I") else { return consumeIPv4Address() && skip("]") }
        return skip(letter: "P") && skip(letter: "v") && skip("6") && skip(":") && consumeIPv6Address() && skip("]")
    }
}
