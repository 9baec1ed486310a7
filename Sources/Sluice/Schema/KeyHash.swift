/// A hash of key bytes with a secret seed, so that an attacker cannot choose keys that collide.
struct KeyHash: Sendable {
    private static let process = KeyHash(seed: .random(in: .min ... .max), multiplier: .random(in: .min ... .max) | 1)

    private let seed: UInt64
    /// Odd, so that multiplication is invertible.
    private let multiplier: UInt64

    private init(seed: UInt64, multiplier: UInt64) {
        self.seed = seed
        self.multiplier = multiplier
    }

    init() {
        self = KeyHash.process
    }

    /// Returns the hash of `bytes`, eight at a time.
    func callAsFunction(_ bytes: Span<UInt8>) -> UInt64 {
        var state = UInt64(truncatingIfNeeded: bytes.count)
        var index = 0
        while index + 8 <= bytes.count {
            state = mix(state ^ bytes.littleEndianWord(at: index))
            index += 8
        }
        var tail: UInt64 = 0
        while index < bytes.count {
            tail = tail << 8 | UInt64(bytes[index])
            index += 1
        }
        return mix(state ^ tail)
    }

    /// Both halves of a product with a secret: every input bit reaches every output bit.
    @inline(__always)
    private func mix(_ value: UInt64) -> UInt64 {
        let product = (value ^ seed).multipliedFullWidth(by: multiplier)
        return product.high ^ product.low
    }
}
