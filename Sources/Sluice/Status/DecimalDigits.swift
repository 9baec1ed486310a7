/// Writes whole numbers that are not negative as decimal digits, without a string in between.
enum DecimalDigits {
    /// Appends `number` with as many digits as it has.
    static func append(_ number: Int, to bytes: inout [UInt8]) {
        var width = 1
        var rest = number / 10
        while rest > 0 {
            width += 1
            rest /= 10
        }
        append(number, width: width, to: &bytes)
    }

    /// Appends the last `width` digits of `number`, with zeros in front where it has fewer.
    static func append(_ number: Int, width: Int, to bytes: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<width { divisor *= 10 }
        var rest = number
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / divisor % 10))
            rest %= divisor
            divisor /= 10
        }
    }
}
