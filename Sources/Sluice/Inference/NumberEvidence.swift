/// The range of the numbers that have been seen in one place, exactly.
struct NumberEvidence {
    /// The least and the greatest, in the text that they had.
    private(set) var minimum: [UInt8] = []
    private(set) var maximum: [UInt8] = []
    /// Whether each had a value that a double can hold.
    private(set) var areFinite = true
    /// The doubles next to the bounds: most numbers are far enough from both for these to tell.
    private var lower = Double.infinity
    private var upper = -Double.infinity

    var isEmpty: Bool { minimum.isEmpty }

    /// Adds a number.
    mutating func add(_ text: Span<UInt8>) {
        let value: Double
        if let double = NumberText.double(text) {
            value = double
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
        // Numbers in order have doubles in order; only where two are equal the texts must be compared.
        if value < lower || (value == lower && NumberText.compare(text, minimum.span) < 0) {
            minimum = Array(copying: text)
            lower = value
        }
        if value > upper || (value == upper && NumberText.compare(text, maximum.span) > 0) {
            maximum = Array(copying: text)
            upper = value
        }
    }

    /// How many digits the integers among these bounds have at the most.
    var integerDigits: Int {
        max(SignificantDigits(minimum.span).magnitude, SignificantDigits(maximum.span).magnitude, 1)
    }

    /// Whether integers with these bounds have 64 bits.
    var fitInt64: Bool { NumberText.int64(minimum.span) != nil && NumberText.int64(maximum.span) != nil }
}
