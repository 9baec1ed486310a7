extension NumberText {
    /// The most digits of an integer that fit 128 bits.
    private static let wideDigits = 38

    /// Returns whether `double`, the one nearest to a number, has lost digits of the number's text.
    ///
    /// An integer without point and exponent must be equal to the double: 2^53 + 1 is not. Any other number may also be
    /// what the double gives when it is written with as many digits: 0.1 is, and so is 0.10000000000000001, which is how
    /// some programs print it. Of more than 19 digits only the shortest form of the double is known.
    @inline(__always)
    static func losesDigits(_ text: Span<UInt8>, in double: Double) -> Bool {
        // Any fifteen digits survive in a double that is not subnormal, and what gives zero in five bytes is zero.
        guard text.count > 15 || text.count > 5 && double.magnitude < .leastNormalMagnitude else { return false }
        return hasLostDigits(text, in: double)
    }

    @inline(never)
    private static func hasLostDigits(_ text: Span<UInt8>, in double: Double) -> Bool {
        let digits = SignificantDigits(text)
        guard !digits.isZero else { return false }
        if digits.exponent >= 0, digits.magnitude <= wideDigits {
            let integer = significand(digits, in: text) * PowerOfTen.wideInteger(digits.exponent)
            if UInt128(exactly: double.magnitude) == integer { return false }
            if isPlain(text) { return true }
        }
        guard digits.count > 15 || double.magnitude < .leastNormalMagnitude else { return false }
        guard digits.count <= 19, let units = double.magnitude.units(decimals: -digits.exponent) else {
            let shortest = Array(double.description.utf8)
            return compare(text, shortest.span) != 0
        }
        return units != significand(digits, in: text)
    }

    private static func isPlain(_ text: Span<UInt8>) -> Bool {
        for index in text.indices where text[index] == UInt8(ascii: ".") || text[index] | 0x20 == UInt8(ascii: "e") {
            return false
        }
        return true
    }

    /// The significant digits, at most 38, as one integer.
    private static func significand(_ digits: SignificantDigits, in text: Span<UInt8>) -> UInt128 {
        var significand: UInt128 = 0
        for index in digits.range where text[index] != UInt8(ascii: ".") {
            significand = significand * 10 + UInt128(text[index] &- UInt8(ascii: "0"))
        }
        return significand
    }
}

extension Double {
    /// Returns this positive number times 10^`decimals`, rounded once to an integer, ties to even; `nil` for a negative
    /// number of decimals and for more than 32.
    ///
    /// The result must fit 64 bits.
    fileprivate func units(decimals: Int) -> UInt128? {
        guard 0...32 ~= decimals else { return nil }
        // The number is significand / 2^shift, and 5^32 has 75 bits.
        let significand = UInt128(significandBitPattern | (exponentBitPattern == 0 ? 0 : 1 << 52))
        let product = significand * (PowerOfTen.wideInteger(decimals) &>> UInt128(decimals))
        let shift = 1_075 - max(Int(exponentBitPattern), 1) - decimals
        guard shift > 0 else { return product << UInt128(-shift) }
        guard shift < 128 else { return 0 }
        let quotient = product &>> UInt128(shift)
        let rest = product - quotient << UInt128(shift)
        let half = UInt128(1) &<< UInt128(shift - 1)
        return rest > half || (rest == half && quotient & 1 == 1) ? quotient + 1 : quotient
    }
}
