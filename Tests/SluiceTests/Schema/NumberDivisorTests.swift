import Testing

@testable import Sluice

@Suite("Exact multiples")
struct NumberDivisorTests {
    @Test(
        "divides exactly",
        arguments: [
            ("127.50", "0.01", true), ("0.3", "0.1", true), ("0.35", "0.1", false), ("0", "7", true),
            ("-0.0", "7", true),
            ("-21", "7", true), ("1e308", "0.5", true), ("1e99999999999999999999", "1024", true),
            ("1e99999999999999999999", "3", false), ("3e99999999999999999999", "3", true), ("1e3", "1000", true),
            ("1e2", "1000", false), ("36893488147419103230", "18446744073709551615", true), ("4.5", "1.5", true),
            ("9007199254740993", "2", false), ("1e-99999999999999999999", "1", false),
            ("9223372036854775808", "9223372036854775808", true), ("1e63", "9223372036854775808", true),
            ("1e62", "9223372036854775808", false),
        ]
    )
    func isMultiple(text: String, divisor: String, expected: Bool) throws {
        let divisor = try #require(NumberDivisor(divisor))
        #expect(NumberText.isMultiple(text, of: divisor) == expected)
    }

    @Test(
        "refuses divisors that are not positive or too long",
        arguments: ["0", "-1", "0.0e5", "18446744073709551617", "1.8446744073709551616", "123456789012345678901234567"]
    )
    func refused(divisor: String) {
        #expect(NumberDivisor(divisor) == nil)
    }

    @Test("equals Python's fractions")
    func likePython() throws {
        let pairs = makePairs()
        let script = """
            import sys
            from fractions import Fraction
            for line in sys.stdin:
                a, b = map(Fraction, line.split())
                print(a % b == 0)
            """
        let input = pairs.map { "\($0.0) \($0.1)\n" }.joined()
        let expected = try PythonReference.lines(script, input: input)
        try #require(expected.count == pairs.count)
        #expect(expected.count { $0 == "True" } > 10_000, "the sample must hold multiples")
        for ((text, divisor), answer) in zip(pairs, expected) {
            let compiled = try #require(NumberDivisor(divisor))
            let result = NumberText.isMultiple(text, of: compiled)
            if result != (answer == "True") { Issue.record("\(text) multiple of \(divisor): \(result)") }
        }
    }

    private func makePairs() -> [(String, String)] {
        var random = SplitMix64(seed: 4)
        var pairs: [(String, String)] = []
        for _ in 0..<30_000 {
            let divisor = UInt64.random(in: 1...(1 << UInt64.random(in: 1...63, using: &random)), using: &random)
            let factor = UInt64.random(in: 0...(1 << UInt64.random(in: 1...63, using: &random)), using: &random)
            let exponent = Int.random(in: -20...20, using: &random)
            let product = UInt128(divisor) * UInt128(factor)
            pairs.append(("\(product)e\(exponent + Int.random(in: 0...30, using: &random))", "\(divisor)e\(exponent)"))
            pairs.append((NumberSpellings.random(using: &random), "\(divisor % 1000 + 1)e\(exponent)"))
            pairs.append((String(Double(factor % 100_000) / 100), ["0.01", "0.25", "0.1", "3"][Int(factor % 4)]))
        }
        return pairs
    }
}
