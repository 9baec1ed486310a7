/// Where the digits that matter stand in the text of a JSON number.
///
/// The number is ±D × 10^`exponent`, D being the digits in `range` read as one integer. D neither begins nor ends with
/// a zero, so equal numbers have equal digits and exponents, however they are spelled:
///
///     -120.3400e5      range 1..<7, "120.34": D is 12034, its last digit is the hundredths, exponent -2 + 5
///      ^^^^^^
///
/// Exponents beyond ±2^59 are taken as ±2^59: no text can be long enough to make up for one.
struct SignificantDigits {
    let isNegative: Bool
    /// From the first digit other than zero past the last one, a point among them included; empty for zero.
    let range: Range<Int>
    /// How many digits `range` holds, the point not counted.
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

extension NumberText {
    /// Returns the exponent whose sign and digits begin at `start`, kept within ±2^59; zero where the text ends before.
    @inline(__always)
    static func exponent(in text: Span<UInt8>, from start: Int) -> Int {
        guard start < text.count else { return 0 }
        let isNegative = text[start] == UInt8(ascii: "-")
        var index = isNegative || text[start] == UInt8(ascii: "+") ? start + 1 : start
        // Small enough that ten times the limit is still an Int.
        let limit = 1 << 59
        var exponent = 0
        while index < text.count {
            exponent = min(limit, exponent * 10 + Int(text[index] &- UInt8(ascii: "0")))
            index += 1
        }
        return isNegative ? -exponent : exponent
    }
}
