/// A time of day, to the microsecond.
struct TimeOfDay {
    /// Since midnight.
    let microseconds: Int

    /// Appends the time in ISO 8601 form: `12:34:56.123456`.
    func append(to bytes: inout GrowingBuffer<UInt8>) {
        let (seconds, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        DecimalDigits.appendPair(seconds / 3_600, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        DecimalDigits.appendPair(seconds / 60 % 60, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        DecimalDigits.appendPair(seconds % 60, to: &bytes)
        bytes.append(UInt8(ascii: "."))
        DecimalDigits.appendPair(fraction / 10_000, to: &bytes)
        DecimalDigits.appendPair(fraction / 100 % 100, to: &bytes)
        DecimalDigits.appendPair(fraction % 100, to: &bytes)
    }
}
