/// Dates and times as RFC 3339 writes them, read strictly, of the years 0001 to 9999: SQL and Python know no others.
enum CalendarText {
    private static let microsecondsPerSecond: Int64 = 1_000_000
    private static let secondsPerDay: Int64 = 86_400
    /// From 0001-01-01T00:00:00 to 9999-12-31T23:59:59, in seconds from 1970-01-01T00:00:00.
    private static let seconds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
    /// `2024-03-05` and `2024-03-05T12:34:56`.
    private static let dateLength = 10
    private static let timeLength = 19

    /// Returns the days from 1970-01-01 to a date, or `nil` if the text is not a date.
    static func date(_ text: Span<UInt8>) -> Int64? {
        guard text.count == dateLength else { return nil }
        return leadingDate(text)
    }

    /// Returns the microseconds from 1970-01-01T00:00:00 to a date and time: in UTC, if it has an offset.
    ///
    /// Returns `nil` for other texts, for times that microseconds cannot express, which are those with a seventh
    /// decimal other than zero and leap seconds, and for times whose offset moves them out of the years.
    static func timestamp(_ text: Span<UInt8>, hasOffset: Bool) -> Int64? {
        guard text.count >= timeLength, let day = leadingDate(text), text[10] | 0x20 == UInt8(ascii: "t"),
            text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            let hour = pair(text, at: 11), let minute = pair(text, at: 14), let second = pair(text, at: 17),
            hour < 24, minute < 60, second < 60
        else { return nil }
        var index = timeLength
        guard let fraction = microseconds(text, &index) else { return nil }
        guard let offset = hasOffset ? offset(text, &index) : 0, index == text.count else { return nil }
        let time = day * secondsPerDay + Int64(hour * 3_600 + minute * 60 + second) - offset
        guard seconds.contains(time) else { return nil }
        return time * microsecondsPerSecond + fraction
    }

    @inline(__always)
    private static func leadingDate(_ text: Span<UInt8>) -> Int64? {
        guard text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            let century = pair(text, at: 0), let yearOfCentury = pair(text, at: 2),
            let month = pair(text, at: 5), let day = pair(text, at: 8)
        else { return nil }
        let year = century * 100 + yearOfCentury
        guard year > 0 else { return nil }
        return CivilDate.daysSinceEpoch(year: year, month: month, day: day).map { Int64($0) }
    }

    /// The two digits at `index` as a number.
    @inline(__always)
    private static func pair(_ text: Span<UInt8>, at index: Int) -> Int? {
        let (tens, ones) = (text[index] &- UInt8(ascii: "0"), text[index + 1] &- UInt8(ascii: "0"))
        guard tens <= 9, ones <= 9 else { return nil }
        return Int(tens &* 10 &+ ones)
    }

    /// Reads the decimals of a second, if there are any.
    @inline(__always)
    private static func microseconds(_ text: Span<UInt8>, _ index: inout Int) -> Int64? {
        guard index < text.count, text[index] == UInt8(ascii: ".") else { return 0 }
        index += 1
        let start = index
        var fraction: Int64 = 0
        var unit = microsecondsPerSecond
        while index < text.count, text[index] &- UInt8(ascii: "0") <= 9 {
            let digit = Int64(text[index] &- UInt8(ascii: "0"))
            unit /= 10
            guard unit > 0 || digit == 0 else { return nil }
            fraction += digit * unit
            index += 1
        }
        return index > start ? fraction : nil
    }

    /// Reads `Z`, or hours and minutes with a sign, and returns the seconds that the time is ahead of UTC.
    private static func offset(_ text: Span<UInt8>, _ index: inout Int) -> Int64? {
        guard index < text.count else { return nil }
        let sign = text[index]
        if sign | 0x20 == UInt8(ascii: "z") {
            index += 1
            return 0
        }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), index + 6 <= text.count,
            text[index + 3] == UInt8(ascii: ":"), let hours = pair(text, at: index + 1),
            let minutes = pair(text, at: index + 4), hours < 24, minutes < 60
        else { return nil }
        index += 6
        let seconds = Int64(hours * 3_600 + minutes * 60)
        return sign == UInt8(ascii: "-") ? -seconds : seconds
    }
}

extension CivilDate {
    /// Returns the days from 1970-01-01 to a day of the years 0 to 9999, or `nil` if there is no such day.
    @inline(__always)
    static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int? {
        guard (1...12).contains(month), day >= 1, day <= daysOfMonth(year, month) else { return nil }
        // The inverse of `init(daysSinceEpoch:)`: years begin in March.
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    @inline(__always)
    private static func daysOfMonth(_ year: Int, _ month: Int) -> Int {
        if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
    }
}
