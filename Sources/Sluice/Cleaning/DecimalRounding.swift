/// Rounding of doubles to decimal places, with the results of Python's `round`.
enum DecimalRounding {
    /// Returns the double nearest to the exact value of `value` rounded to `places` decimals (0...22).
    ///
    /// The exact binary value decides: 2.675 is slightly below its spelling and gives 2.67. Only a value that is also a
    /// tie in binary, such as 0.5 or 0.125, is rounded to the even neighbour. The sign of zero is kept, and integers,
    /// infinities and NaN are returned unchanged.
    static func rounded(_ value: Double, toPlaces places: Int) -> Double {
        precondition(places >= 0 && places <= 22, "decimal places must be in 0...22")
        // |value| is significand / 2^shift.
        let biasedExponent = Int(value.exponentBitPattern)
        let shift = 1075 - max(biasedExponent, 1)
        guard shift > 0 else { return value }
        let significand = value.significandBitPattern | (biasedExponent == 0 ? 0 : 1 << 52)
        let power = PowerOfTen.wideInteger(places)
        // The product is below 2^53 × 2^74, so it does not overflow, and from a shift of 128 on it rounds to zero.
        let units = shift < 128 ? quotient(of: UInt128(significand) * power, byTwoTo: shift) : 0
        return Double(sign: value.sign, magnitude: Self.value(of: units, over: power, places))
    }

    /// Returns `dividend` / 2^`shift` (1...127), rounded to an integer, ties to even.
    @inline(__always)
    private static func quotient(of dividend: UInt128, byTwoTo shift: Int) -> UInt128 {
        let shift = UInt128(truncatingIfNeeded: shift)
        let quotient = dividend &>> shift
        let rest = dividend &- quotient &<< shift
        let half = UInt128(1) &<< (shift &- 1)
        return rest > half || (rest == half && quotient & 1 == 1) ? quotient &+ 1 : quotient
    }

    /// Returns `units` / 10^`places`, rounded once.
    @inline(__always)
    private static func value(of units: UInt128, over power: UInt128, _ places: Int) -> Double {
        // Both are exact doubles, so the division is the only rounding.
        guard units > 1 << 53 else { return Double(UInt64(truncatingIfNeeded: units)) / PowerOfTen.double(places) }
        return Double(nearestTo: units, over: power)
    }
}

extension Double {
    fileprivate init(sign: FloatingPointSign, magnitude: Double) {
        self = sign == .minus ? -magnitude : magnitude
    }
}
