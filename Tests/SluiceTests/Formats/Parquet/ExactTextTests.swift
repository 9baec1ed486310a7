import Testing

@testable import Sluice

@Suite("Dates, times and decimals, exactly from the text")
struct ExactTextTests {
    private func date(_ text: String) -> Int64? { CalendarText.date(text.utf8.span) }
    private func instant(_ text: String) -> Int64? { CalendarText.timestamp(text.utf8.span, hasOffset: true) }
    private func local(_ text: String) -> Int64? { CalendarText.timestamp(text.utf8.span, hasOffset: false) }

    @Test("days are counted from 1970, by the calendar")
    func days() {
        #expect(date("1970-01-01") == 0)
        #expect(date("0000-01-01") == -719_528)
        #expect(date("9999-12-31") == 2_932_896)
        for day in stride(from: -719_528, through: 2_932_896, by: 17) {
            let civil = CivilDate(daysSinceEpoch: day)
            #expect(CivilDate.daysSinceEpoch(year: civil.year, month: civil.month, day: civil.day) == day)
        }
    }

    @Test(
        "other texts are not dates",
        arguments: [
            "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01", "2024-04-31", "2024-01-00", "2024-1-1", "24-01-01",
            "2024-01-01 ", "2024-01-01T", "", "2024/01/01", "２０２４", "-024-01-01", "20a4-01-01",
        ]
    )
    func noDate(text: String) { #expect(date(text) == nil) }

    @Test("instants are in UTC, whatever their offset")
    func instants() {
        #expect(instant("1970-01-01T00:00:00Z") == 0)
        #expect(instant("1970-01-01t00:00:00.5z") == 500_000)
        #expect(instant("1969-12-31T23:59:59.999999Z") == -1)
        #expect(instant("2024-02-29T23:59:59.999999+05:30") == 1_709_231_399_999_999)
        #expect(instant("1970-01-01T00:00:00-23:59") == 86_340_000_000)
        #expect(instant("1970-01-01T00:00:00.1234560000Z") == 123_456)
        #expect(local("1970-01-01T00:00:01.000001") == 1_000_001)
        #expect(local("9999-12-31T23:59:59.999999") == 253_402_300_799_999_999)
    }

    @Test(
        "other texts are not instants",
        arguments: [
            "1970-01-01T00:00:00", "1970-01-01 00:00:00Z", "1970-01-01T24:00:00Z", "1970-01-01T00:60:00Z",
            "2016-12-31T23:59:60Z", "1970-01-01T00:00:00.Z", "1970-01-01T00:00:00.1234567Z",
            "1970-01-01T00:00:00+24:00",
            "1970-01-01T00:00:00+0000", "1970-01-01T00:00:00+00", "1970-01-01T00:00:00ZZ", "1970-01-01T00:00Z", "Z", "",
        ]
    )
    func noInstant(text: String) { #expect(instant(text) == nil) }

    @Test("a local time has no offset")
    func noLocalTime() { #expect(local("1970-01-01T00:00:00Z") == nil) }

    private func decimal(_ text: String, _ precision: Int, _ scale: Int) -> Int128? {
        NumberText.decimal(text.utf8.span, precision: precision, scale: scale)
    }

    @Test("decimals are exact, or refused")
    func decimals() {
        #expect(decimal("0.1", 9, 2) == 10)
        #expect(decimal("-120.50", 9, 2) == -12_050)
        #expect(decimal("1e2", 5, 2) == 10_000)
        #expect(decimal("1e3", 5, 2) == nil)
        #expect(decimal("0.001", 9, 2) == nil)
        #expect(decimal("0.0010e1", 9, 2) == 1)
        #expect(decimal("-0.0", 1, 0) == 0)
        #expect(decimal("0e999999999999999999999", 1, 0) == 0)
        #expect(decimal("1e999999999999999999999", 38, 0) == nil)
        let nines = String(repeating: "9", count: 38)
        #expect(decimal(nines, 38, 0).map(String.init) == nines)
        #expect(decimal("-" + nines.dropLast(10) + "." + nines.suffix(10), 38, 10).map(String.init) == "-" + nines)
        #expect(decimal(nines + "9", 38, 0) == nil)
    }

    @Test("bounds of long texts are cut between scalars, the upper one with its last character increased")
    func textBounds() {
        let long = String(repeating: "a", count: 63) + "éz"
        let bytes = Array(long.utf8)
        #expect(Statistics.Bound.lower(bytes.span) == .init(bytes: Array(bytes.prefix(63)), isExact: false))
        #expect(
            Statistics.Bound.upper(bytes.span)
                == .init(bytes: Array((String(repeating: "a", count: 62) + "b").utf8), isExact: false)
        )
        #expect(Statistics.Bound.upper(Array(String(repeating: "é", count: 40).utf8).span) == nil)
        #expect(Statistics.Bound.upper(Array("short".utf8).span) == .init(bytes: Array("short".utf8)))
    }
}
