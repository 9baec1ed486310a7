import Testing

@testable import Sluice

@Suite("Number text")
struct NumberTextTests {
    @Test(
        "is an integer if the fraction is zero",
        arguments: [
            ("0", true), ("-0", true), ("1.0", true), ("1e2", true), ("1.5e1", true), ("1.5", false), ("0e-5", true),
            ("0.000", true), ("100e-2", true), ("100e-3", false), ("1E+0", true), ("1e-99999999999999999999", false),
            ("1e99999999999999999999", true), ("120.50", false), ("120.50e1", true),
        ]
    )
    func isInteger(text: String, expected: Bool) {
        #expect(NumberText.isInteger(text) == expected)
    }

    @Test(
        "reads an Int64 in any spelling",
        arguments: [
            ("0", 0), ("-0", 0), ("-0.0e5", 0), ("1.0", 1), ("1e2", 100), ("1.5e1", 15), ("-120.0e-1", -12),
            ("1.5", nil),
            ("999999999999999999", 999_999_999_999_999_999), ("9223372036854775807", .max),
            ("9223372036854775808", nil),
            ("-9223372036854775808", .min), ("-9223372036854775809", nil), ("9223372036854775807.000", .max),
            ("9.223372036854775807E18", .max), ("9.2233720368547758070e+0018", .max), ("18446744073709551616", nil),
            ("18446744073709551615", nil), ("9999999999999999999", nil), ("-9999999999999999999", nil),
            ("1e18", 1_000_000_000_000_000_000),
            ("1e19", nil), ("1e99999999999999999999999", nil), ("0e99999999999999999999999", 0), ("1e-1", nil),
            ("-1000000000000000000", -1_000_000_000_000_000_000), ("9007199254740993", 9_007_199_254_740_993),
        ] as [(String, Int64?)]
    )
    func int64(text: String, expected: Int64?) {
        #expect(NumberText.int64(text) == expected)
    }

    @Test(
        "counts decimal places",
        arguments: [
            ("0", 0), ("-12", 0), ("1.5", 1), ("127.50", 2), ("0.000", 3), ("1e5", nil), ("1.25E-3", nil), ("7", 0),
        ] as [(String, Int?)]
    )
    func decimalPlaces(text: String, expected: Int?) {
        #expect(NumberText.decimalPlaces(text) == expected)
    }

    @Test(
        "has one canonical form for all spellings",
        arguments: [
            ["0", "-0", "0.0", "-0.00e9", "0e-99999999999999999999"],
            ["1", "1.0", "1e0", "10e-1", "0.1E+1", "0.001e3"],
            ["-120.5", "-1.2050e2", "-1205e-1", "-120500e-3"],
            ["100", "1e2", "0.1e3"],
            ["9007199254740993", "9007199254740993.0"],
            ["9007199254740992"],
        ]
    )
    func canonical(spellings: [String]) {
        let keys = Set(spellings.map(NumberText.canonical))
        #expect(keys.count == 1)
        #expect(keys.first != NumberText.canonical("7"))
        #expect(NumberText.canonical("-120.50") == "-1205e-1")
        #expect(NumberText.canonical("9007199254740993") != NumberText.canonical("9007199254740992"))
    }

    @Test("takes time linear in the length of a million digits", .timeLimit(.minutes(10)))
    func millionDigits() throws {
        let digits = String(repeating: "7", count: 1_000_000)
        let zeros = String(repeating: "0", count: 1_000_000)
        let divisor = try #require(NumberDivisor("7"))
        #expect(NumberText.compare(digits, (digits + ".1")) == -1)
        #expect(NumberText.isMultiple(digits, of: divisor))
        #expect(NumberText.double(digits) == nil)
        #expect(NumberText.double("0." + zeros + "1e1000001") == 1)
        #expect(NumberText.int64(("5." + zeros)) == 5)
        #expect(NumberText.isInteger(("1" + zeros + "e-1000000")))
        #expect(!NumberText.isInteger(("1" + zeros + "e-1000001")))
        #expect(NumberText.canonical("1" + zeros) == "1e1000000")
        #expect(NumberText.compare("1e99999999999999999999999", digits) == 1)
    }
}
