extension Double {
    /// Creates the double nearest to `numerator` / `denominator`, ties to even: the exact quotient is rounded once.
    ///
    /// The numerator must not be zero, and the denominator must be in 2..<2^74. Such quotients are far from the limits
    /// of a double's range.
    init(nearestTo numerator: UInt128, over denominator: UInt128) {
        let widening = numerator.leadingZeroBitCount
        // At least 2^127 / 2^74: its upper 54 bits and whether there is a rest decide every rounding.
        let (quotient, rest) = (numerator &<< UInt128(widening)).quotientAndRemainder(dividingBy: denominator)
        let narrowing = 64 - quotient.leadingZeroBitCount
        var top: UInt64
        var isInexact = rest != 0
        if narrowing > 0 {
            top = UInt64(truncatingIfNeeded: quotient &>> UInt128(narrowing))
            isInexact = isInexact || quotient.trailingZeroBitCount < narrowing
        } else {
            top = UInt64(truncatingIfNeeded: quotient) &<< UInt64(-narrowing)
        }
        // A sticky bit: below the 54 bits that the conversion distinguishes, one bit represents all the others.
        if isInexact { top |= 1 }
        self = Double(top) * Double(sign: .plus, exponent: narrowing - widening, significand: 1)
    }
}
