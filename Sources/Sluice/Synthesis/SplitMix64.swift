/// The SplitMix64 generator (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
///
/// Its state is a counter, so any number of the sequence can be computed without the preceding ones.
struct SplitMix64: RandomNumberGenerator {
    private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

    private var state: UInt64

    /// The generator of `seed` after `count` numbers have been taken from it.
    init(seed: UInt64, skipping count: UInt64 = 0) {
        // Neighbouring seeds must not give the same sequence shifted by a few places.
        state = Self.mixed(seed) &+ count &* Self.increment
    }

    mutating func next() -> UInt64 {
        state &+= Self.increment
        return Self.mixed(state)
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
