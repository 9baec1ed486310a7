/// The position of the significant digits in the text of a JSON number.
///
/// The number is ±D × 10^`exponent`, where D is the digits in `range` read as one integer. D neither begins nor ends
/// with a zero, so equal numbers have equal digits and exponents in every spelling:
///
///     -120.3400e5      range 1..<7, "120.34": D is 12034, its last digit is the hundredths, exponent -2 + 5
///      ^^^^^^
///
/// Exponents are clamped to ±2^59: no text is long enough to offset a larger one.
struct SignificantDigits {
    let isNegative: Bool
    /// From the first non-zero digit to just past the last one, a point between them included; empty for zero.
    let range: Range<Int>
    /// The number of digits in `range`, without the point.
    let count: Int
    /// The power of ten of the last digit.
    let exponent: Int

    var isZero: Bool { count == 0 }
    /// The power of ten that makes the number ±0.D × 10^`magnitude`.
    var magnitude: Int { exponent + count }

    /// Reads `text`, which the tokenizer has accepted as a number, in one pass.
    init(_ text: Span<UInt8>) {
        isNegative = !text.isEmpty && text[0] == UInt8(ascii: "-")
        var index = isNegative ? 1 : 0
        var first: Int?
        var last = 0
        var point: Int?
        while index < text.count, text[index] | 0x20 != UInt8(ascii: "e") {
            if text[index] == UInt8(ascii: ".") {
                point = index
            } else if text[index] != UInt8(ascii: "0") {
                if first == nil { first = index }
                last = index
            }
            index += 1
        }
        guard let first else {
            range = 0..<0
            count = 0
            exponent = 0
            return
        }
        let ones = point ?? index
        let lastPower = last < ones ? ones - 1 - last : ones - last
        let holdsPoint = first < ones && ones < last
        range = first..<last + 1
        count = last + 1 - first - (holdsPoint ? 1 : 0)
        exponent = lastPower + NumberText.exponent(in: text, from: index + 1)
    }
}
