extension Double {
    /// Creates the double nearest to `numerator` / `denominator`, ties to even: one rounding, of the exact quotient.
    ///
    /// The numerator is not zero, the denominator in 2..<2^74. Quotients stay far from the ends of a double's range.
    init(nearestTo numerator: UInt128, over denominator: UInt128) {
        let widening = numerator.leadingZeroBitCount
        // At least 2^127 / 2^74: its upper 54 bits and "is there more?" decide every rounding.
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
        // Below the 54 bits that the conversion looks at singly, one bit stands for all the others.
        if isInexact { top |= 1 }
        self = Double(top) * Double(sign: .plus, exponent: narrowing - widening, significand: 1)
    }
}
