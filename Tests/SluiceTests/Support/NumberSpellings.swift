@testable import Sluice

/// Texts of JSON numbers: the edges, and random ones that are often close to each other.
enum NumberSpellings {
    static let edges = [
        "0", "-0", "0.0", "-0.0", "0e5", "1", "-1", "1.0", "1e0", "1e2", "100", "0.1", "0.3", "0.01", "127.50", "1e-2",
        "9007199254740991", "9007199254740992", "9007199254740993", "9007199254740993.0", "9007199254740993.5",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551615",
        "18446744073709551616", "1e19", "1e22", "1e23", "8.5e22", "123456789012345678e5", "1.7976931348623157e308",
        "1.7976931348623158e308", "1.7976931348623159e308", "1e308", "1e309", "-1e309", "1e400", "-1e400", "2e308",
        "5e-324", "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "2e-324", "-1e-400",
        "2.2250738585072011e-308", "2.2250738585072014e-308", "1.00000000000000011102230246251565404",
        "1.000000000000000111022302462515654042363166809082031250", "0.1234567890123456789", "0.12345678901234567",
        "1.23456789012345678901234567890", "9999999999999999999", "0.9999999999999999999", "9007199254740993e-3",
    ]

    /// Returns the text of a random number: few digits or many, a point or none, an exponent or none.
    static func random(using generator: inout SplitMix64) -> String {
        var text = Bool.random(using: &generator) ? "-" : ""
        let alphabet = Int.random(in: 0..<3, using: &generator) == 0 ? Array("0019") : Array("0123456789")
        let integer = digits(Int.random(in: 1...20, using: &generator), of: alphabet, using: &generator)
        text += integer.first == "0" ? "0" : integer
        if Bool.random(using: &generator) {
            text += "." + digits(Int.random(in: 1...20, using: &generator), of: alphabet, using: &generator)
        }
        if Int.random(in: 0..<3, using: &generator) == 0 {
            text += ["e", "E"][Int.random(in: 0...1, using: &generator)]
            text += ["", "-", "+"][Int.random(in: 0...2, using: &generator)]
            text += String(Int.random(in: 0...Int.random(in: 1...330, using: &generator), using: &generator))
        }
        return text
    }

    private static func digits(
        _ count: Int,
        of alphabet: [Character],
        using generator: inout SplitMix64
    ) -> String {
        String((0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
    }
}
