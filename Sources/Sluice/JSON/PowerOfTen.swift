/// Powers of ten that are exact in their types.
enum PowerOfTen {
    /// 10^0 to 10^22, the last that is exact in a double (5^22 < 2^53).
    private static let doubles: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// 10^0 to 10^19, the last that fits 64 bits.
    private static let integers: [UInt64] = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ]

    /// Returns 10^`power`, which must be in 0...22.
    @inline(__always)
    static func double(_ power: Int) -> Double {
        doubles[power]
    }

    /// Returns 10^`power`, which must be in 0...19.
    @inline(__always)
    static func integer(_ power: Int) -> UInt64 {
        integers[power]
    }

    /// Returns 10^`power`, which must be in 0...38.
    @inline(__always)
    static func wideInteger(_ power: Int) -> UInt128 {
        power < 20 ? UInt128(integers[power]) : UInt128(integers[19]) * UInt128(integers[power - 19])
    }
}
