/// A positive number by which others are divided, exactly: the operand of `multipleOf`.
struct NumberDivisor: Sendable {
    /// The digits, without zeros at either end.
    fileprivate let significand: UInt64
    /// The power of ten of the last digit.
    fileprivate let exponent: Int

    /// Parses a divisor; returns `nil` if it is not greater than zero or its significant digits do not fit `UInt64`.
    init?(_ text: Span<UInt8>) {
        let digits = SignificantDigits(text)
        guard !digits.isZero, !digits.isNegative, digits.count <= 20 else { return nil }
        var significand: UInt64 = 0
        for index in digits.range where text[index] != UInt8(ascii: ".") {
            let (shifted, isTooLong) = significand.multipliedReportingOverflow(by: 10)
            let (sum, isTooLarge) = shifted.addingReportingOverflow(UInt64(text[index] &- UInt8(ascii: "0")))
            guard !isTooLong, !isTooLarge else { return nil }
            significand = sum
        }
        self.significand = significand
        exponent = digits.exponent
    }
}

extension NumberText {
    /// Returns whether `text` divided by `divisor` is an integer, exactly: 0.3 is a multiple of 0.1.
    ///
    /// With the text as V × 10^v and the divisor as D × 10^d, the question is whether D divides V × 10^(v - d). It does
    /// not where v < d, as V does not end with a zero.
    static func isMultiple(_ text: Span<UInt8>, of divisor: NumberDivisor) -> Bool {
        let digits = SignificantDigits(text)
        guard !digits.isZero else { return true }
        guard digits.exponent >= divisor.exponent else { return false }
        let modulus = divisor.significand
        // D contains the factors 2 and 5 at most 63 times each, so a greater power of ten changes nothing.
        let zeros = min(digits.exponent - divisor.exponent, 64)
        var rest = remainder(of: digits, in: text, modulo: modulus)
        for _ in 0..<zeros where rest != 0 {
            rest = combine(rest, 10, adding: 0, modulo: modulus)
        }
        return rest == 0
    }

    /// Returns the digits' integer modulo `modulus`, eighteen digits at a time.
    private static func remainder(of digits: SignificantDigits, in text: Span<UInt8>, modulo modulus: UInt64) -> UInt64
    {
        var rest: UInt64 = 0
        var group: UInt64 = 0
        var groupSize = 0
        for index in digits.range where text[index] != UInt8(ascii: ".") {
            group = group * 10 + UInt64(text[index] &- UInt8(ascii: "0"))
            groupSize += 1
            if groupSize == 18 {
                rest = combine(rest, PowerOfTen.integer(18), adding: group, modulo: modulus)
                group = 0
                groupSize = 0
            }
        }
        return combine(rest, PowerOfTen.integer(groupSize), adding: group, modulo: modulus)
    }

    /// Returns (`rest` × `factor` + `addend`) modulo `modulus`.
    private static func combine(
        _ rest: UInt64,
        _ factor: UInt64,
        adding addend: UInt64,
        modulo modulus: UInt64
    ) -> UInt64 {
        // Short numbers, which are almost all, get here once, with no digits before.
        guard rest != 0 else { return addend % modulus }
        return UInt64(truncatingIfNeeded: (UInt128(rest) * UInt128(factor) + UInt128(addend)) % UInt128(modulus))
    }
}
