extension NumberText {
    /// Returns the number times 10^`scale`, exactly; `nil` if that is not an integer of at most `precision` digits.
    static func decimal(_ text: Span<UInt8>, precision: Int, scale: Int) -> Int128? {
        let digits = SignificantDigits(text)
        guard !digits.isZero else { return 0 }
        // Both are sums of a power of ten of at most ±2^59 and a count of digits, so nothing overflows.
        guard digits.exponent >= -scale, digits.magnitude <= precision - scale else { return nil }
        var magnitude: Int128 = 0
        var group: UInt64 = 0
        var groupSize = 0
        for index in digits.range where text[index] != UInt8(ascii: ".") {
            group = group * 10 + UInt64(text[index] &- UInt8(ascii: "0"))
            groupSize += 1
            if groupSize == 19 {
                magnitude = magnitude * Int128(PowerOfTen.integer(groupSize)) + Int128(group)
                group = 0
                groupSize = 0
            }
        }
        magnitude = magnitude * Int128(PowerOfTen.integer(groupSize)) + Int128(group)
        magnitude *= Int128(PowerOfTen.wideInteger(digits.exponent + scale))
        return digits.isNegative ? -magnitude : magnitude
    }
}
