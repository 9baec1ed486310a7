import Testing

@testable import Sluice

@Suite("Exact comparison of number texts")
struct NumberTextComparingTests {
    @Test(
        "orders numbers by value",
        arguments: [
            ("-0", "0", 0), ("1.0", "1", 0), ("1e2", "100", 0), ("9007199254740993", "9007199254740992", 1),
            ("0.1", "0.10000000000000000001", -1), ("-2", "-1", -1), ("-1", "0", -1), ("0", "1e-999999999999", -1),
            ("12.5", "125e-1", 0), ("99.99", "100", -1), ("1e99999999999999999999", "1e5", 1),
            ("-1e99999999999999999999", "-1e5", -1), ("1e-99999999999999999999", "0", 1), ("123.4", "12.34", 1),
        ]
    )
    func compare(left: String, right: String, expected: Int) {
        #expect(NumberText.compare(left, right) == expected)
        #expect(NumberText.compare(right, left) == -expected)
    }

    @Test("equals Python's decimals, and agrees with the canonical form")
    func likePython() throws {
        let pairs = makePairs()
        let script = """
            import sys
            from decimal import Decimal
            for line in sys.stdin:
                a, b = map(Decimal, line.split())
                print((a > b) - (a < b))
            """
        let input = pairs.map { "\($0.0) \($0.1)\n" }.joined()
        let expected = try PythonReference.lines(script, input: input)
        try #require(expected.count == pairs.count)
        for ((left, right), order) in zip(pairs, expected) {
            let result = NumberText.compare(left, right)
            if String(result) != order { Issue.record("\(left) \(right): \(result), not \(order)") }
            if (NumberText.canonical(left) == NumberText.canonical(right)) != (result == 0) {
                Issue.record("\(left) \(right): canonical forms disagree with \(result)")
            }
        }
    }

    private func makePairs() -> [(String, String)] {
        var random = SplitMix64(seed: 3)
        var pairs = NumberSpellings.edges.flatMap { left in NumberSpellings.edges.map { (left, $0) } }
        for _ in 0..<50_000 {
            pairs.append((NumberSpellings.random(using: &random), NumberSpellings.random(using: &random)))
            // The same digits with the point elsewhere: equal, or a power of ten apart.
            let digits = String(Int.random(in: 1...999_999, using: &random))
            let shift = Int.random(in: 1...8, using: &random)
            pairs.append((digits, "0.000\(digits)e\(3 + shift)"))
            pairs.append(("\(digits)000.00", "\(digits)e\(Int.random(in: 2...4, using: &random))"))
        }
        return pairs
    }
}
