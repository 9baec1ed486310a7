/// Dates and times of RFC 3339, section 5.6.
extension FormatScanner {
    /// Consumes a `full-date`: `2024-03-05`.
    @_lifetime(self: copy self)
    mutating func consumeDate() -> Bool {
        guard let year = readNumber(digits: 4), skip("-"), let month = readNumber(digits: 2), skip("-"),
            let day = readNumber(digits: 2), (1...12).contains(month)
        else { return false }
        return day >= 1 && day <= Self.lastDay(of: month, in: year)
    }

    /// Consumes a `full-time`: `12:34:56.5Z`, `12:34:56+01:00`.
    @_lifetime(self: copy self)
    mutating func consumeTime() -> Bool {
        guard let hour = readNumber(digits: 2), skip(":"), let minute = readNumber(digits: 2), skip(":"),
            let second = readNumber(digits: 2), hour < 24, minute < 60, second <= 60
        else { return false }
        if skip(".") {
            guard skip(while: .digits) > 0 else { return false }
        }
        guard let offset = readOffset() else { return false }
        // A leap second is inserted at the end of a day in UTC, wherever the clock is.
        let minuteOfDay = (hour * 60 + minute - offset + Self.minutesPerDay) % Self.minutesPerDay
        return second < 60 || minuteOfDay == Self.minutesPerDay - 1
    }

    /// Consumes a `date-time`.
    @_lifetime(self: copy self)
    mutating func consumeDateTime() -> Bool {
        consumeDate() && skip(letter: "T") && consumeTime()
    }

    /// Reads a `time-offset`, in minutes.
    @_lifetime(self: copy self)
    private mutating func readOffset() -> Int? {
        if skip(letter: "Z") { return 0 }
        let isPositive = skip("+")
        guard isPositive || skip("-"), let hour = readNumber(digits: 2), skip(":"),
            let minute = readNumber(digits: 2), hour < 24, minute < 60
        else { return nil }
        return isPositive ? hour * 60 + minute : -(hour * 60 + minute)
    }

    private static let minutesPerDay = 1_440

    private static func lastDay(of month: Int, in year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}
