import Testing

@testable import Sluice

@Suite("Rounding to decimal places")
struct DecimalRoundingTests {
    @Test(
        "rounds the exact binary value, ties to even",
        arguments: [
            (0.5, 0, 0.0), (1.5, 0, 2.0), (2.5, 0, 2.0), (-2.5, 0, -2.0), (0.125, 2, 0.12), (0.375, 2, 0.38),
            (2.675, 2, 2.67), (1.005, 2, 1.0), (0.285, 2, 0.28), (127.5, 2, 127.5), (127.456, 2, 127.46),
            (1e22, 2, 1e22), (0.1, 22, 0.1), (1e-10, 2, 0), (4503599627370495.5, 0, 4503599627370496),
        ]
    )
    func table(value: Double, places: Int, expected: Double) {
        #expect(DecimalRounding.rounded(value, toPlaces: places) == expected)
    }

    @Test("keeps the sign of zero, infinities and NaN")
    func signs() {
        #expect(DecimalRounding.rounded(-0.0, toPlaces: 2).bitPattern == (-0.0).bitPattern)
        #expect(DecimalRounding.rounded(-0.001, toPlaces: 2).bitPattern == (-0.0).bitPattern)
        #expect(DecimalRounding.rounded(0.001, toPlaces: 2).bitPattern == 0)
        #expect(DecimalRounding.rounded(-.infinity, toPlaces: 2) == -.infinity)
        #expect(DecimalRounding.rounded(.nan, toPlaces: 2).isNaN)
    }

    @Test("equals Python's round, bit for bit")
    func likePython() throws {
        let values = makeValues()
        let script = """
            import struct, sys
            for index, line in enumerate(sys.stdin):
                value = struct.unpack("<d", struct.pack("<Q", int(line)))[0]
                rounded = [round(value, places) for places in (0, 1, 2, 3, 4, 5, 6, 7 + index % 16)]
                print(*struct.unpack("<8Q", struct.pack("<8d", *rounded)))
            """
        let input = values.map { "\($0.bitPattern)\n" }.joined()
        let expected = try PythonReference.lines(script, input: input)
        try #require(expected.count == values.count)
        for (index, value) in values.enumerated() {
            let results = [0, 1, 2, 3, 4, 5, 6, 7 + index % 16].map { places in
                String(DecimalRounding.rounded(value, toPlaces: places).bitPattern)
            }
            let found = results.joined(separator: " ")
            if found != expected[index] { Issue.record("\(value): \(found), not \(expected[index])") }
        }
    }

    /// Returns 200,000 doubles, of all sizes and near the ties of a few decimals, and the hard ones.
    private func makeValues() -> [Double] {
        var values = [
            0.5, 1.5, 2.5, 2.675, 1.005, .leastNonzeroMagnitude, .leastNormalMagnitude, 1e22, 1e23, 9007199254740992,
            4503599627370496.5, 4503599627370495.5, 2251799813685247.75, 0.49999999999999994, 0.1, 0.3, 1e-22, 5e-23,
            .greatestFiniteMagnitude, 0.000_005, 1_000_000.5, 9007199254740993.5, 5e15 / 3, 0,
        ]
        var random = SplitMix64(seed: 5)
        for _ in 0..<50_000 {
            let bits = Double(bitPattern: random.next())
            values.append(bits.isFinite ? bits : 1)
            values.append(Double.random(in: -1000...1000, using: &random))
            // A multiple of a power of two: exactly a tie at some place.
            let scale = Double(1 << Int.random(in: 0...24, using: &random))
            values.append(Double(Int.random(in: -10_000_000...10_000_000, using: &random)) / scale)
            let spelled = Double(Int.random(in: 0...100_000_000, using: &random)) / 1000
            values.append([spelled, spelled.nextUp, spelled.nextDown][Int.random(in: 0...2, using: &random)])
        }
        return values + values.prefix(24).map { -$0 }
    }
}
