extension NumberText {
    /// Returns the double nearest to the number, ties to even, or `nil` if that is infinite.
    ///
    /// A number too small for a double gives a zero with its sign. Nothing is allocated for up to nineteen digits and
    /// small powers of ten, which is what programs write.
    static func double(_ text: Span<UInt8>) -> Double? {
        shortDouble(text) ?? parsedDouble(text)
    }

    /// Returns the double if exact integer arithmetic gives it, and `nil` if the number is too long for that.
    @inline(__always)
    private static func shortDouble(_ text: Span<UInt8>) -> Double? {
        let isNegative = !text.isEmpty && text[0] == UInt8(ascii: "-")
        var index = isNegative ? 1 : 0
        var significand: UInt64 = 0
        // Nineteen digits fit in an unsigned word, also after a leading zero.
        let integerEnd = readDigits(text, from: index, limit: 19, into: &significand)
        let room = significand == 0 ? 19 : 19 - (integerEnd - index)
        var power = 0
        index = integerEnd
        if index < text.count, text[index] == UInt8(ascii: ".") {
            let fractionEnd = readDigits(text, from: index + 1, limit: room, into: &significand)
            power = index + 1 - fractionEnd
            index = fractionEnd
        }
        if index < text.count {
            guard text[index] | 0x20 == UInt8(ascii: "e") else { return nil }
            power += exponent(in: text, from: index + 1)
        }
        guard let magnitude = double(significand, timesTenTo: power) else { return nil }
        return isNegative ? -magnitude : magnitude
    }

    /// Appends up to `limit` digits from `start` on to those in `significand`, and returns the offset past them.
    @inline(__always)
    private static func readDigits(
        _ text: Span<UInt8>,
        from start: Int,
        limit: Int,
        into significand: inout UInt64
    ) -> Int {
        let end = min(text.count, start + limit)
        var index = start
        while index < end {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { break }
            significand = significand &* 10 &+ UInt64(digit)
            index += 1
        }
        return index
    }

    /// Returns `significand` × 10^`power`, rounded once, or `nil` if none of the paths below is exact.
    @inline(__always)
    private static func double(_ significand: UInt64, timesTenTo power: Int) -> Double? {
        guard significand != 0 else { return 0 }
        guard -22...22 ~= power else { return nil }
        if significand <= 1 << 53 {
            // Both operands are exact doubles, so the one operation rounds the exact result (Clinger, 1990).
            let exact = Double(significand)
            return power < 0 ? exact / PowerOfTen.double(-power) : exact * PowerOfTen.double(power)
        }
        if power == 0 { return Double(significand) }
        return power < 0 ? Double(nearestTo: UInt128(significand), over: PowerOfTen.wideInteger(-power)) : nil
    }

    @inline(never)
    private static func parsedDouble(_ text: Span<UInt8>) -> Double? {
        guard let utf8 = try? UTF8Span(validating: text), let value = Double(String(copying: utf8)), value.isFinite
        else { return nil }
        return value
    }
}
