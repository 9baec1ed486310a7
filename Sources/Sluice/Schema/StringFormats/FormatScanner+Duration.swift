/// Durations of ISO 8601 in the form that RFC 3339 gives in appendix A.
extension FormatScanner {
    /// Consumes a `duration`: `P3W`, `P1Y2M3DT4H5M6S`.
    ///
    /// Units may be left out at both ends of `Y M D` and of `H M S`, but not in the middle, and weeks are alone.
    @_lifetime(self: copy self)
    mutating func consumeDuration() -> Bool {
        guard skip("P") else { return false }
        if peek == UInt8(ascii: "T") { return consumeTimeUnits() }
        guard let unit = readUnit() else { return false }
        if unit == UInt8(ascii: "W") { return true }
        guard consumeUnits(from: unit, in: (UInt8(ascii: "Y"), UInt8(ascii: "M"), UInt8(ascii: "D"))) else {
            return false
        }
        return peek == UInt8(ascii: "T") ? consumeTimeUnits() : true
    }

    @_lifetime(self: copy self)
    private mutating func consumeTimeUnits() -> Bool {
        guard skip("T"), let unit = readUnit() else { return false }
        return consumeUnits(from: unit, in: (UInt8(ascii: "H"), UInt8(ascii: "M"), UInt8(ascii: "S")))
    }

    /// Consumes the units after `first`, each the one after its predecessor in `order`.
    @_lifetime(self: copy self)
    private mutating func consumeUnits(from first: UInt8, in order: (UInt8, UInt8, UInt8)) -> Bool {
        var last = first
        while let byte = peek, ByteSet.digits.contains(byte) {
            guard let unit = readUnit(), (last, unit) == (order.0, order.1) || (last, unit) == (order.1, order.2) else {
                return false
            }
            last = unit
        }
        return last == order.0 || last == order.1 || last == order.2
    }

    /// Reads the letter after a number of any length.
    @_lifetime(self: copy self)
    private mutating func readUnit() -> UInt8? {
        guard skip(while: .digits) > 0, let unit = peek, skip(oneOf: .letters) else { return nil }
        return unit
    }
}
