/// UUIDs and JSON Pointers.
extension FormatScanner {
    /// Consumes a `UUID` of RFC 4122 in whichever case, version and variant.
    @_lifetime(self: copy self)
    mutating func consumeUUID() -> Bool {
        consume(8, of: .hexDigits) && skip("-") && consume(4, of: .hexDigits) && skip("-")
            && consume(4, of: .hexDigits) && skip("-") && consume(4, of: .hexDigits) && skip("-")
            && consume(12, of: .hexDigits)
    }

    /// Consumes a `json-pointer` of RFC 6901, which takes up the rest of the text.
    @_lifetime(self: copy self)
    mutating func consumeJSONPointer() -> Bool {
        guard isAtEnd || skip("/") else { return false }
        while let byte = read() {
            if byte == UInt8(ascii: "~"), !skip("0"), !skip("1") { return false }
        }
        return true
    }

    /// Consumes a `relative-json-pointer` of draft-bhutton-relative-json-pointer-00: `0#`, `2/a/b`, `0-1`.
    @_lifetime(self: copy self)
    mutating func consumeRelativeJSONPointer() -> Bool {
        guard consumeCount() else { return false }
        if skip("+") || skip("-") {
            guard consumeCount() else { return false }
        }
        return skip("#") || consumeJSONPointer()
    }

    /// Consumes digits without a leading zero.
    @_lifetime(self: copy self)
    private mutating func consumeCount() -> Bool {
        skip("0") || skip(while: .digits) > 0
    }
}
