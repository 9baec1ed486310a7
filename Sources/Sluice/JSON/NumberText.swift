/// What the text of a JSON number (RFC 8259, section 6) says, asked of the text itself.
///
/// Every function takes a text that the tokenizer has accepted, of any length, and takes time linear in it. Nothing goes
/// through a double unless a double is asked for, so 2^53 and 2^53 + 1 differ, and 0.3 is three times 0.1.
enum NumberText {
    /// Returns whether the number has a zero fraction: `1.0`, `1e2` and `0e-5` have, `1.5` has not.
    static func isInteger(_ text: Span<UInt8>) -> Bool {
        SignificantDigits(text).exponent >= 0
    }

    /// Returns the integer that `text` spells in any way (`1.0`, `1e2`, `-0`), or `nil` for a fraction and for what is
    /// beyond `Int64`.
    @inline(__always)
    static func int64(_ text: Span<UInt8>) -> Int64? {
        let start = !text.isEmpty && text[0] == UInt8(ascii: "-") ? 1 : 0
        // Eighteen digits cannot overflow.
        guard text.count - start <= 18 else { return integer(text) }
        var magnitude: Int64 = 0
        for index in start..<text.count {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return integer(text) }
            magnitude = magnitude &* 10 &+ Int64(digit)
        }
        return start == 1 ? -magnitude : magnitude
    }

    /// Returns how many digits stand after the decimal point, zeros included, or `nil` for a number with an exponent.
    static func decimalPlaces(_ text: Span<UInt8>) -> Int? {
        var index = text.count - 1
        var point = index
        // From the end: fractions are short, and an exponent ends within a few bytes of its `e`.
        while index >= 0 {
            let byte = text[index]
            guard byte | 0x20 != UInt8(ascii: "e") else { return nil }
            if byte == UInt8(ascii: ".") {
                point = index
                break
            }
            index -= 1
        }
        return text.count - 1 - point
    }

    /// Appends the bytes that all spellings of this number share and no other number has.
    ///
    /// They are a key to compare and hash, not for people to read: `-120.50` gives `-1205e-1`, zero gives `0`.
    static func appendCanonical(_ text: Span<UInt8>, to output: inout [UInt8]) {
        let digits = SignificantDigits(text)
        guard !digits.isZero else { return output.append(UInt8(ascii: "0")) }
        if digits.isNegative { output.append(UInt8(ascii: "-")) }
        for index in digits.range where text[index] != UInt8(ascii: ".") { output.append(text[index]) }
        output.append(UInt8(ascii: "e"))
        output.append(contentsOf: String(digits.exponent).utf8)
    }

    /// Reads what the short path of `int64` leaves: points, exponents and nineteen digits or more.
    @inline(never)
    private static func integer(_ text: Span<UInt8>) -> Int64? {
        let digits = SignificantDigits(text)
        guard digits.exponent >= 0, digits.magnitude <= 19 else { return nil }
        // Nineteen digits fit in an unsigned word.
        var magnitude: UInt64 = 0
        for index in digits.range where text[index] != UInt8(ascii: ".") {
            magnitude = magnitude * 10 + UInt64(text[index] &- UInt8(ascii: "0"))
        }
        magnitude *= PowerOfTen.integer(digits.exponent)
        if digits.isNegative {
            return magnitude <= Int64.min.magnitude ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
        }
        return Int64(exactly: magnitude)
    }
}
