/// The range of the numbers that have been seen in one place, exactly.
struct NumberEvidence {
    /// The least and the greatest, in their source text.
    private(set) var minimum: [UInt8] = []
    private(set) var maximum: [UInt8] = []
    /// Whether all numbers are within the range of a double.
    private(set) var areFinite = true
    /// The first number of which a double would lose digits, and its absolute offset.
    private(set) var beyondDouble: (text: [UInt8], offset: Int)?
    /// The doubles nearest to the bounds: for most numbers they decide the comparison.
    private var lower = Double.infinity
    private var upper = -Double.infinity

    var isEmpty: Bool { minimum.isEmpty }

    /// Adds the number at an absolute offset.
    mutating func add(_ text: Span<UInt8>, at offset: Int) {
        let value: Double
        if let double = NumberText.double(text) {
            value = double
            if beyondDouble == nil, NumberText.losesDigits(text, in: double) {
                beyondDouble = (Array(copying: text), offset)
            }
        } else {
            areFinite = false
            value = text[0] == UInt8(ascii: "-") ? -.infinity : .infinity
        }
        guard !minimum.isEmpty else {
            minimum = Array(copying: text)
            maximum = minimum
            (lower, upper) = (value, value)
            return
        }
        // Rounding preserves order, so the texts need comparing only if the doubles are equal.
        if value < lower || (value == lower && NumberText.compare(text, minimum.span) < 0) {
            minimum = Array(copying: text)
            lower = value
        }
        if value > upper || (value == upper && NumberText.compare(text, maximum.span) > 0) {
            maximum = Array(copying: text)
            upper = value
        }
    }

    /// The number of digits of the longer bound before the decimal point, at least 1.
    var integerDigits: Int {
        max(SignificantDigits(minimum.span).magnitude, SignificantDigits(maximum.span).magnitude, 1)
    }

    /// Whether integers within these bounds fit 64 bits.
    var fitInt64: Bool { NumberText.int64(minimum.span) != nil && NumberText.int64(maximum.span) != nil }
}
