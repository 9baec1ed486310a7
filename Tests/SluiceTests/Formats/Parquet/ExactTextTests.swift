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
        #expect(date("0001-01-01") == -719_162)
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
            "2024-01-01 ", "2024-01-01T", "", "2024/01/01", "２０２４", "-024-01-01", "20a4-01-01", "0000-01-01",
            "0000-12-31",
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
        #expect(local("0001-01-01T00:00:00") == -62_135_596_800_000_000)
        #expect(instant("9999-12-31T23:59:59.999999Z") == 253_402_300_799_999_999)
        #expect(instant("0001-01-01T00:00:00Z") == -62_135_596_800_000_000)
        #expect(instant("0001-01-01T00:30:00+00:30") == -62_135_596_800_000_000)
    }

    @Test(
        "other texts are not instants",
        arguments: [
            "1970-01-01T00:00:00", "1970-01-01 00:00:00Z", "1970-01-01T24:00:00Z", "1970-01-01T00:60:00Z",
            "2016-12-31T23:59:60Z", "1970-01-01T00:00:00.Z", "1970-01-01T00:00:00.1234567Z",
            "1970-01-01T00:00:00+24:00",
            "1970-01-01T00:00:00+0000", "1970-01-01T00:00:00+00", "1970-01-01T00:00:00ZZ", "1970-01-01T00:00Z", "Z", "",
            "0000-12-31T23:59:59Z", "0000-12-31T23:59:59-00:01", "0001-01-01T00:00:00+00:01",
            "9999-12-31T23:59:59-00:01", "9999-12-31T00:00:00-24:00",
        ]
    )
    func noInstant(text: String) { #expect(instant(text) == nil) }

    @Test("a local time has no offset")
    func noLocalTime() {
        #expect(local("1970-01-01T00:00:00Z") == nil)
        #expect(local("0000-12-31T23:59:59") == nil)
    }

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
        for (text, bound) in [
            (String(repeating: "é", count: 40), String(repeating: "é", count: 31) + "ê"),
            (String(repeating: "日", count: 30), String(repeating: "日", count: 20) + "旦"),
            ("a" + String(repeating: "\u{FF}", count: 40), "b"),
            ("b" + String(repeating: "\u{10FFFF}", count: 20), "c"),
        ] {
            #expect(Statistics.Bound.upper(text.utf8.span) == .init(bytes: Array(bound.utf8), isExact: false))
        }
        #expect(Statistics.Bound.upper(String(repeating: "\u{10FFFF}", count: 20).utf8.span) == nil)
        #expect(Statistics.Bound.upper(Array("short".utf8).span) == .init(bytes: Array("short".utf8)))
    }
}
