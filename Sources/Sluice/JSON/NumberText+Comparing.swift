extension NumberText {
    /// Returns -1, 0 or 1 as the number `left` is less than, equal to or greater than `right`, exactly.
    static func compare(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
        let leftDigits = SignificantDigits(left)
        let rightDigits = SignificantDigits(right)
        let leftSign = leftDigits.sign
        let rightSign = rightDigits.sign
        guard leftSign == rightSign else { return leftSign < rightSign ? -1 : 1 }
        guard leftSign != 0 else { return 0 }
        guard leftDigits.magnitude == rightDigits.magnitude else {
            return leftDigits.magnitude < rightDigits.magnitude ? -leftSign : leftSign
        }
        return leftSign * compareDigits(left, leftDigits, right, rightDigits)
    }

    /// Compares two sequences of digits as the fractions 0.D that they begin.
    private static func compareDigits(
        _ left: Span<UInt8>,
        _ leftDigits: SignificantDigits,
        _ right: Span<UInt8>,
        _ rightDigits: SignificantDigits
    ) -> Int {
        var leftIndex = leftDigits.range.lowerBound
        var rightIndex = rightDigits.range.lowerBound
        for _ in 0..<min(leftDigits.count, rightDigits.count) {
            if left[leftIndex] == UInt8(ascii: ".") { leftIndex += 1 }
            if right[rightIndex] == UInt8(ascii: ".") { rightIndex += 1 }
            guard left[leftIndex] == right[rightIndex] else {
                return left[leftIndex] < right[rightIndex] ? -1 : 1
            }
            leftIndex += 1
            rightIndex += 1
        }
        // The longer one goes on with a digit other than zero somewhere, as neither ends with zeros.
        return (leftDigits.count - rightDigits.count).signum()
    }
}

extension SignificantDigits {
    /// -1, 0 or 1; zero with a minus sign is 0 too.
    fileprivate var sign: Int { isZero ? 0 : isNegative ? -1 : 1 }
}
