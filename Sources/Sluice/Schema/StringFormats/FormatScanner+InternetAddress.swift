/// IP addresses in text.
extension FormatScanner {
    /// Consumes a dotted quad (RFC 2673): four numbers of 0 to 255, without leading zeros, which some would read as
    /// octal.
    @_lifetime(self: copy self)
    mutating func consumeIPv4Address() -> Bool {
        for octet in 0..<4 {
            guard octet == 0 || skip("."), consumeOctet() else { return false }
        }
        return true
    }

    @_lifetime(self: copy self)
    private mutating func consumeOctet() -> Bool {
        if skip("0") { return true }
        let start = position
        let count = skip(while: .digits, atMost: 3)
        guard count > 0 else { return false }
        rewind(to: start)
        return readNumber(digits: count).map { $0 <= 255 } ?? false
    }

    /// Consumes an address of RFC 4291, section 2.2, without a zone.
    @_lifetime(self: copy self)
    mutating func consumeIPv6Address() -> Bool {
        var groups = 0
        var hasGap = skipGap()
        // A gap may be the end of the address; a colon may not.
        var mustContinue = !hasGap
        while mustContinue || isAtHexDigit {
            guard let width = readGroups() else { return false }
            groups += width
            // Four numbers with dots are the last two groups.
            if width == 2 { break }
            mustContinue = false
            if skipGap() {
                guard !hasGap else { return false }
                hasGap = true
            } else if skip(":") {
                mustContinue = true
            } else {
                break
            }
        }
        return hasGap ? groups < 8 : groups == 8
    }

    private var isAtHexDigit: Bool { peek.map(ByteSet.hexDigits.contains) ?? false }

    @_lifetime(self: copy self)
    private mutating func skipGap() -> Bool {
        let start = position
        if skip(":"), skip(":") { return true }
        rewind(to: start)
        return false
    }

    /// Reads one group, or two of them as an IPv4 address; returns how many.
    @_lifetime(self: copy self)
    private mutating func readGroups() -> Int? {
        let start = position
        guard skip(while: .hexDigits, atMost: 4) > 0 else { return nil }
        guard peek == UInt8(ascii: ".") else { return 1 }
        rewind(to: start)
        return consumeIPv4Address() ? 2 : nil
    }
}
