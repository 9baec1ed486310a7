/// A day of the Gregorian calendar.
struct CivilDate: Equatable {
    let year: Int
    let month: Int
    let day: Int

    /// The day `daysSinceEpoch` days after 1970-01-01.
    init(daysSinceEpoch: Int) {
        // Howard Hinnant's `civil_from_days`: years begin in March, so that the leap day is the last day of the year,
        // and 400 of them (an era) have 146,097 days.
        let shifted = daysSinceEpoch + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Appends the day in ISO 8601 form: `2024-03-05`.
    ///
    /// Years are written with four digits, 0 to 9999.
    func append(to bytes: inout GrowingBuffer<UInt8>) {
        DecimalDigits.appendPair(year / 100, to: &bytes)
        DecimalDigits.appendPair(year % 100, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        DecimalDigits.appendPair(month, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        DecimalDigits.appendPair(day, to: &bytes)
    }
}
