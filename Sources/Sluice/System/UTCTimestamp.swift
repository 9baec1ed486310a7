#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// An instant of the wall clock, for people to read; durations come from the monotonic clock.
package struct UTCTimestamp: Sendable, Equatable, CustomStringConvertible {
    private static let secondsPerDay = 86_400

    /// Seconds since 1970-01-01 in UTC.
    let seconds: Int
    /// The microseconds within the second, 0 to 999,999.
    let microseconds: Int

    init(seconds: Int, microseconds: Int) {
        self.seconds = seconds
        self.microseconds = microseconds
    }

    /// The current time.
    package static var now: UTCTimestamp {
        var time = timespec()
        // SAFETY: the call fills the struct it is given. It cannot fail for this clock.
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return UTCTimestamp(seconds: Int(time.tv_sec), microseconds: Int(time.tv_nsec) / 1_000)
    }

    /// The instant that is this much later.
    func advanced(byMicroseconds count: Int) -> UTCTimestamp {
        let (more, microseconds) = (self.microseconds + count).quotientAndRemainder(dividingBy: 1_000_000)
        return UTCTimestamp(seconds: seconds + more, microseconds: microseconds)
    }

    /// The instant as ISO 8601 with microseconds: `2024-03-05T12:34:56.123456Z`.
    package var description: String {
        var bytes = GrowingBuffer<UInt8>(capacity: 27)
        let day = seconds >= 0 ? seconds / Self.secondsPerDay : (seconds + 1) / Self.secondsPerDay - 1
        CivilDate(daysSinceEpoch: day).append(to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        TimeOfDay(microseconds: (seconds - day * Self.secondsPerDay) * 1_000_000 + microseconds).append(to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
        return String(decoding: Array(copying: bytes.span), as: UTF8.self)
    }
}
