/// URIs and relative references of RFC 3986.
extension FormatScanner {
    private static let unreserved = ByteSet.alphanumerics + ByteSet("-._~")
    private static let subDelimiters = ByteSet("!$&'()*+,;=")
    private static let schemeCharacters = ByteSet.alphanumerics + ByteSet("+-.")
    private static let hostCharacters = unreserved + subDelimiters
    private static let userCharacters = hostCharacters + ByteSet(":")
    private static let firstSegmentCharacters = hostCharacters + ByteSet("@")
    private static let pathCharacters = firstSegmentCharacters + ByteSet(":/")
    private static let authorityEnds = ByteSet("/?#")
    private static let queryCharacters = pathCharacters + ByteSet("?")

    /// Consumes a `URI`.
    @_lifetime(self: copy self)
    mutating func consumeURI() -> Bool {
        guard skipScheme(), consumeAuthorityIfAny() else { return false }
        _ = skipEncoded(Self.pathCharacters)
        skipQueryAndFragment()
        return true
    }

    /// Consumes a `URI-reference`.
    @_lifetime(self: copy self)
    mutating func consumeURIReference() -> Bool {
        if skipScheme() {
            rewind(to: 0)
            return consumeURI()
        }
        guard consumeAuthorityIfAny() else { return false }
        // A colon in the first segment would make a scheme of what precedes it.
        _ = skipEncoded(Self.firstSegmentCharacters)
        if peek == UInt8(ascii: "/") { _ = skipEncoded(Self.pathCharacters) }
        skipQueryAndFragment()
        return true
    }

    @_lifetime(self: copy self)
    private mutating func skipScheme() -> Bool {
        let start = position
        if skip(oneOf: .letters) {
            _ = skip(while: Self.schemeCharacters)
            if skip(":") { return true }
        }
        rewind(to: start)
        return false
    }

    @_lifetime(self: copy self)
    private mutating func skipQueryAndFragment() {
        if skip("?") { _ = skipEncoded(Self.queryCharacters) }
        if skip("#") { _ = skipEncoded(Self.queryCharacters) }
    }

    /// Consumes `//` and what follows it up to the path, or nothing.
    @_lifetime(self: copy self)
    private mutating func consumeAuthorityIfAny() -> Bool {
        let start = position
        guard skip("/"), skip("/") else {
            rewind(to: start)
            return true
        }
        skipUserInformation()
        if peek == UInt8(ascii: "[") {
            guard consumeIPLiteral() else { return false }
        } else {
            _ = skipEncoded(Self.hostCharacters)
        }
        if skip(":") { _ = skip(while: .digits) }
        return peek.map(Self.authorityEnds.contains) ?? true
    }

    @_lifetime(self: copy self)
    private mutating func skipUserInformation() {
        let start = position
        _ = skipEncoded(Self.userCharacters)
        if !skip("@") { rewind(to: start) }
    }

    @_lifetime(self: copy self)
    private mutating func consumeIPLiteral() -> Bool {
        guard skip("[") else { return false }
        return (skip(letter: "v") ? consumeFutureAddress() : consumeIPv6Address()) && skip("]")
    }

    /// Consumes an `IPvFuture` after its `v`.
    @_lifetime(self: copy self)
    private mutating func consumeFutureAddress() -> Bool {
        skip(while: .hexDigits) > 0 && skip(".") && skip(while: Self.userCharacters) > 0
    }
}
