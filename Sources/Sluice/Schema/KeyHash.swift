/// A hash of key bytes with a seed that nobody outside the process knows, so that nobody can choose keys that collide.
struct KeyHash: Sendable {
    private static let process = KeyHash(seed: .random(in: .min ... .max), multiplier: .random(in: .min ... .max) | 1)

    private let seed: UInt64
    /// Odd, so that the product loses nothing.
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

extension Span<UInt8> {
    /// Returns the eight bytes from `index` on, the first one lowest.
    @inline(__always)
    func littleEndianWord(at index: Int) -> UInt64 {
        precondition(index >= 0 && index + 8 <= count, "a word reaches over the end")
        // SAFETY: the bounds are checked above.
        return UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self))
    }

    /// Returns the four bytes from `index` on, the first one lowest.
    @inline(__always)
    func littleEndianHalfWord(at index: Int) -> UInt32 {
        precondition(index >= 0 && index + 4 <= count, "a word reaches over the end")
        // SAFETY: the bounds are checked above.
        return UInt32(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt32.self))
    }

    /// Returns whether both hold the same bytes.
    ///
    /// Not text: two spellings of one character differ.
    @inline(__always)
    func hasSameBytes(as other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        var index = 0
        while index + 8 <= count {
            guard littleEndianWord(at: index) == other.littleEndianWord(at: index) else { return false }
            index += 8
        }
        while index < count {
            guard self[index] == other[index] else { return false }
            index += 1
        }
        return true
    }
}
