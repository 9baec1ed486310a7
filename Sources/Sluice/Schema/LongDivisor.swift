/// A positive number of any length by which others are divided, exactly: the operand of a `multipleOf` with more
/// digits than a word holds.
struct LongDivisor: Sendable {
    /// The digits as a number in base 10^9, the lowest first.
    private let limbs: [UInt64]
    /// The power of ten of the last digit.
    private let exponent: Int
    /// More zeros after a number than this do not change whether it is a multiple: each digit of the divisor has at most
    /// four factors of two.
    private let relevantZeros: Int

    private static let base: UInt64 = 1_000_000_000

    init(_ text: Span<UInt8>) {
        let digits = SignificantDigits(text)
        var limbs: [UInt64] = []
        for index in digits.range where text[index] != UInt8(ascii: ".") {
            Self.append(text[index] &- UInt8(ascii: "0"), to: &limbs)
        }
        self.limbs = limbs
        exponent = digits.exponent
        relevantZeros = digits.count * 4
    }

    /// Returns whether the number that `text` spells is a multiple.
    func divides(_ text: Span<UInt8>) -> Bool {
        let digits = SignificantDigits(text)
        guard !digits.isZero else { return true }
        guard digits.exponent >= exponent else { return false }
        var rest: [UInt64] = []
        for index in digits.range where text[index] != UInt8(ascii: ".") {
            append(text[index] &- UInt8(ascii: "0"), toRest: &rest)
        }
        for _ in 0..<min(digits.exponent - exponent, relevantZeros) where !rest.isEmpty { append(0, toRest: &rest) }
        return rest.isEmpty
    }

    /// Appends a digit to the rest of a division, and divides again.
    private func append(_ digit: UInt8, toRest rest: inout [UInt64]) {
        Self.append(digit, to: &rest)
        while isAtMost(rest) { subtract(from: &rest) }
    }

    private func isAtMost(_ rest: [UInt64]) -> Bool {
        guard rest.count == limbs.count else { return rest.count > limbs.count }
        for index in limbs.indices.reversed() where rest[index] != limbs[index] { return rest[index] > limbs[index] }
        return true
    }

    private func subtract(from rest: inout [UInt64]) {
        var borrow: UInt64 = 0
        for index in rest.indices {
            let amount = borrow + (index < limbs.count ? limbs[index] : 0)
            borrow = rest[index] < amount ? 1 : 0
            rest[index] = rest[index] + borrow * Self.base - amount
        }
        while rest.last == 0 { rest.removeLast() }
    }

    private static func append(_ digit: UInt8, to limbs: inout [UInt64]) {
        var carry = UInt64(digit)
        for index in limbs.indices {
            let value = limbs[index] * 10 + carry
            limbs[index] = value % base
            carry = value / base
        }
        if carry > 0 { limbs.append(carry) }
    }
}
