/// The cleaning of text: trimming white space at both ends, and case mapping.
///
/// Text is valid UTF-8, unescaped. The results are those of Python's `str.strip`, `str.upper` and `str.lower`, scalar
/// by scalar and without normalisation, by the Unicode version of the standard library.
enum TextCleaning {
    /// Whether a text changed.
    enum Outcome {
        /// Nothing would change, and nothing was appended: the original is the result.
        case unchanged
        /// The result differs from the original and was appended.
        case changed
    }

    /// Returns the range that remains without white space at both ends; empty if all of it is white space.
    static func trimmedRange(of text: Span<UInt8>) -> Range<Int> {
        var start = 0
        while let length = text.whiteSpaceLength(at: start) { start += length }
        var end = text.count
        while end > start, let length = text.whiteSpaceLength(before: end) { end -= length }
        return start..<end
    }
}

/// White space by the definition of Python's `str.isspace`: Unicode's, and the four separators U+001C to U+001F.
extension Span<UInt8> {
    /// Returns the length in bytes of the white space scalar at `index`, or `nil` if there is none.
    fileprivate func whiteSpaceLength(at index: Int) -> Int? {
        guard index < count else { return nil }
        switch self[index] {
        case 0x09...0x0D, 0x1C...0x20:
            return 1
        // U+0085 and U+00A0.
        case 0xC2:
            return index + 1 < count && (self[index + 1] == 0x85 || self[index + 1] == 0xA0) ? 2 : nil
        case 0xE1, 0xE2, 0xE3:
            guard index + 2 < count else { return nil }
            return Self.isWhiteSpace(self[index], self[index + 1], self[index + 2]) ? 3 : nil
        default:
            return nil
        }
    }

    /// Returns the length in bytes of the white space scalar that ends at `end`, or `nil` if there is none.
    fileprivate func whiteSpaceLength(before end: Int) -> Int? {
        let last = self[end - 1]
        guard last >= 0x80 else { return whiteSpaceLength(at: end - 1) }
        // Only a scalar whose length reaches exactly to `end` ends there.
        for length in 2...3 where end >= length && whiteSpaceLength(at: end - length) == length { return length }
        return nil
    }

    /// Returns whether the three bytes are U+1680, U+2000...200A, U+2028, U+2029, U+202F, U+205F or U+3000.
    private static func isWhiteSpace(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        switch (first, second) {
        case (0xE1, 0x9A): third == 0x80
        case (0xE2, 0x80): third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF
        case (0xE2, 0x81): third == 0x9F
        case (0xE3, 0x80): third == 0x80
        default: false
        }
    }
}
