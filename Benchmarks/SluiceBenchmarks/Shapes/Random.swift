/// The SplitMix64 generator (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
struct Random {
    private var state: UInt64

    /// The numbers of one record.
    init(seed: UInt64, record: Int) {
        state = Self.mixed(Self.mixed(seed) &+ UInt64(record))
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    /// Returns a number from zero to `bound - 1`.
    mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

    /// Returns a number out of `range`.
    mutating func from(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// Returns true once in `turns` on average.
    mutating func once(in turns: Int) -> Bool { below(turns) == 0 }

    mutating func element<Element>(of elements: [Element]) -> Element { elements[below(elements.count)] }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
