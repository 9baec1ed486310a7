/// Writes non-negative integers as decimal digits, without an intermediate string.
///
/// All divisors are constants, which the compiler turns into multiplications.
enum DecimalDigits {
    /// Appends `number` with as many digits as it has.
    static func append(_ number: Int, to bytes: inout GrowingBuffer<UInt8>) {
        if number >= 100 { append(number / 100, to: &bytes) }
        if number >= 10 {
            appendPair(number % 100, to: &bytes)
        } else {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number))
        }
    }

    /// Appends `number`, which is less than 100, with two digits.
    static func appendPair(_ number: Int, to bytes: inout GrowingBuffer<UInt8>) {
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }
}
