/// Exact properties of JSON numbers (RFC 8259, section 6), computed from their text.
///
/// Every function takes a text that the tokenizer has accepted, of any length, and takes time linear in it. Nothing
/// goes through a double unless a double is asked for, so 2^53 and 2^53 + 1 differ, and 0.3 is three times 0.1.
enum NumberText {
    /// Returns whether the number has a zero fraction: `1.0`, `1e2` and `0e-5` do, `1.5` does not.
    static func isInteger(_ text: Span<UInt8>) -> Bool {
        SignificantDigits(text).exponent >= 0
    }

    /// Returns the integer that `text` spells in any form (`1.0`, `1e2`, `-0`), or `nil` for a fraction and for values
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

    /// Returns the number of digits after the decimal point, zeros included, or `nil` for a number with an exponent.
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

    /// Returns whether a number has more than `places` decimals: as it is spelled, or of its value if it has an exponent.
    static func hasDecimals(_ text: Span<UInt8>, beyond places: Int) -> Bool {
        if let decimals = decimalPlaces(text) { return decimals > places }
        let digits = SignificantDigits(text)
        return !digits.isZero && digits.exponent < -places
    }

    /// Appends bytes that are the same for all spellings of this number and differ from those of every other number.
    ///
    /// They are a key for comparing and hashing, not for display: `-120.50` gives `-1205e-1`, zero gives `0`.
    static func appendCanonical(_ text: Span<UInt8>, to output: inout [UInt8]) {
        let digits = SignificantDigits(text)
        guard !digits.isZero else { return output.append(UInt8(ascii: "0")) }
        if digits.isNegative { output.append(UInt8(ascii: "-")) }
        for index in digits.range where text[index] != UInt8(ascii: ".") { output.append(text[index]) }
        output.append(UInt8(ascii: "e"))
        output.append(contentsOf: String(digits.exponent).utf8)
    }

    /// Handles what the fast path of `int64` does not: points, exponents and nineteen digits or more.
    @inline(never)
    private static func integer(_ text: Span<UInt8>) -> Int64? {
        let digits = SignificantDigits(text)
        guard digits.exponent >= 0, digits.magnitude <= 19 else { return nil }
        // Nineteen digits, with the zeros that the exponent adds, fit in an unsigned word.
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

    /// Returns the exponent whose sign and digits begin at `start`, clamped to ±2^59; zero if the text ends before.
    @inline(__always)
    static func exponent(in text: Span<UInt8>, from start: Int) -> Int {
        guard start < text.count else { return 0 }
        let isNegative = text[start] == UInt8(ascii: "-")
        var index = isNegative || text[start] == UInt8(ascii: "+") ? start + 1 : start
        // Small enough that ten times the limit still fits an Int.
        let limit = 1 << 59
        var exponent = 0
        while index < text.count {
            exponent = min(limit, exponent * 10 + Int(text[index] &- UInt8(ascii: "0")))
            index += 1
        }
        return isNegative ? -exponent : exponent
    }
}

// MARK: Comparison

extension NumberText {
    /// Returns -1, 0 or 1 if the number `left` is less than, equal to or greater than `right`, exactly.
    static func compare(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
        let leftDigits = SignificantDigits(left)
        let rightDigits = SignificantDigits(right)
        let leftSign = leftDigits.sign
        let rightSign = rightDigits.sign
        guard leftSign == rightSign else { return leftSign < rightSign ? -1 : 1 }
        guard leftSign != 0 else { return 0 }
        guard leftDigits.magnitude == rightDigits.magnitude else {
            return leftDigits.magnitude < rightDigits.magnitude ? -leftSign : leftSign
        }
        return leftSign * compareDigits(left, leftDigits, right, rightDigits)
    }

    /// Compares two sequences of digits D as the fractions 0.D.
    private static func compareDigits(
        _ left: Span<UInt8>,
        _ leftDigits: SignificantDigits,
        _ right: Span<UInt8>,
        _ rightDigits: SignificantDigits
    ) -> Int {
        var leftIndex = leftDigits.range.lowerBound
        var rightIndex = rightDigits.range.lowerBound
        for _ in 0..<min(leftDigits.count, rightDigits.count) {
            if left[leftIndex] == UInt8(ascii: ".") { leftIndex += 1 }
            if right[rightIndex] == UInt8(ascii: ".") { rightIndex += 1 }
            guard left[leftIndex] == right[rightIndex] else {
                return left[leftIndex] < right[rightIndex] ? -1 : 1
            }
            leftIndex += 1
            rightIndex += 1
        }
        // The rest of the longer one has a digit other than zero, as neither ends with zeros.
        return (leftDigits.count - rightDigits.count).signum()
    }
}

extension SignificantDigits {
    /// -1, 0 or 1; zero with a minus sign is 0 too.
    fileprivate var sign: Int { isZero ? 0 : isNegative ? -1 : 1 }
}
