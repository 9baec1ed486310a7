/// The seven values of one synthetic record, drawn from a seed and the record's number alone.
struct SyntheticRecord {
    static let fieldNames = ["id", "name", "category", "value", "quantity", "is_active", "created_at"]

    /// 2024-01-01 in days since 1970-01-01, and the number of days in that year.
    private static let firstDay = 19_723
    private static let dayCount: UInt64 = 366
    private static let microsecondsPerDay: UInt64 = 86_400_000_000

    let id: Int
    /// `A` to `D`.
    let category: UInt8
    /// The value in hundredths, 1,000 to 100,000.
    let hundredths: Int
    /// 1 to 100.
    let quantity: Int
    let isActive: Bool
    /// Microseconds since the start of 2024.
    let microseconds: UInt64

    init(id: Int, seed: UInt64) {
        var random = SplitMix64(seed: seed, skipping: 2 * UInt64(id))
        let bits = random.next()
        self.id = id
        // A product and a shift scale bits to a range without a division.
        hundredths = 1_000 + Int(((bits & 0xFFFF_FFFF) * 99_001) >> 32)
        quantity = 1 + Int(((bits >> 32 & 0xFF_FFFF) * 100) >> 24)
        category = UInt8(ascii: "A") + UInt8(bits >> 56 & 3)
        isActive = bits >> 58 & 1 == 1
        microseconds = random.next().multipliedFullWidth(by: Self.dayCount * Self.microsecondsPerDay).high
    }

    /// Appends the value as Python writes a double: `127.5`, `300.0`, `64.07`.
    func appendValue(to bytes: inout GrowingBuffer<UInt8>) {
        DecimalDigits.append(hundredths / 100, to: &bytes)
        bytes.append(UInt8(ascii: "."))
        let fraction = hundredths % 100
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction / 10))
        if fraction % 10 != 0 { bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction % 10)) }
    }

    /// Appends the time of creation: `2024-03-05T12:34:56.123456`.
    func appendCreationTime(to bytes: inout GrowingBuffer<UInt8>) {
        let (day, time) = microseconds.quotientAndRemainder(dividingBy: Self.microsecondsPerDay)
        CivilDate(daysSinceEpoch: Self.firstDay + Int(day)).append(to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        TimeOfDay(microseconds: Int(time)).append(to: &bytes)
    }
}
