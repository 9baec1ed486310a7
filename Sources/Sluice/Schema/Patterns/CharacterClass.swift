/// Reads character classes: what is between `[` and `]`.
enum CharacterClass {
    /// A member of a class: a character, which may begin a range, or an escape for many.
    private enum Member {
        case scalar(UInt32)
        case set(ScalarSet)

        var ranges: [ClosedRange<UInt32>] {
            switch self {
            case .scalar(let value): [value...value]
            case .set(let set): set.ranges
            }
        }
    }

    /// Reads a class after its opening bracket.
    static func read(_ text: inout PatternText) throws(PatternError) -> ScalarSet {
        let place = text.position - 1
        let isNegated = text.consume("^")
        var ranges: [ClosedRange<UInt32>] = []
        while !text.consume("]") {
            if text.isAtEnd { throw text.error("a character class without ]", at: place) }
            try readRange(&text, &ranges)
        }
        let set = ScalarSet(ranges)
        return isNegated ? set.complement : set
    }

    private static func readRange(
        _ text: inout PatternText,
        _ ranges: inout [ClosedRange<UInt32>]
    ) throws(PatternError) {
        let place = text.position
        let first = try readMember(&text)
        guard text.peek() == "-", let next = text.peek(1), next != "]" else {
            ranges += first.ranges
            return
        }
        text.skip()
        let last = try readMember(&text)
        guard case .scalar(let lower) = first, case .scalar(let upper) = last else {
            // As in `[\w-.]`: the hyphen is itself, as in Annex B.
            ranges += first.ranges + [0x2D...0x2D] + last.ranges
            return
        }
        guard lower <= upper else {
            throw text.error("the range \(text.text(from: place)) is out of order", at: place)
        }
        ranges.append(lower...upper)
    }

    private static func readMember(_ text: inout PatternText) throws(PatternError) -> Member {
        let place = text.position
        guard let scalar = text.read() else { throw text.error("a character class without ]", at: place) }
        guard scalar == "\\" else { return .scalar(scalar.value) }
        switch try PatternEscape.read(&text, in: .characterClass) {
        case .scalar(let value): return .scalar(value)
        case .set(let set): return .set(set)
        case .wordBoundary, .noWordBoundary, .backReference:
            throw text.error("\(text.text(from: place)) cannot be in a character class", at: place)
        }
    }
}
