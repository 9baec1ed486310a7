/// The text of a pattern, and the place at which its parsers are.
struct PatternText {
    private let scalars: [Unicode.Scalar]
    private(set) var position = 0
    /// The ranges of the properties that have been read, which a short text may have very many of.
    private var rangeCount = 0

    init(_ source: String) {
        scalars = Array(source.unicodeScalars)
    }

    var isAtEnd: Bool { position == scalars.count }

    /// The next character, or one after it; `nil` after the end.
    func peek(_ distance: Int = 0) -> Unicode.Scalar? {
        position + distance < scalars.count ? scalars[position + distance] : nil
    }

    mutating func read() -> Unicode.Scalar? {
        guard let scalar = peek() else { return nil }
        position += 1
        return scalar
    }

    mutating func skip(_ count: Int = 1) {
        position = min(position + count, scalars.count)
    }

    /// Goes back to a place where the text has been.
    mutating func rewind(to place: Int) {
        position = place
    }

    /// Skips `literal` if it is next.
    mutating func consume(_ literal: String) -> Bool {
        guard scalars[position...].starts(with: literal.unicodeScalars) else { return false }
        position += literal.unicodeScalars.count
        return true
    }

    /// Reads exactly `count` hexadecimal digits; reads nothing if there are fewer.
    mutating func readHexadecimal(_ count: Int) -> UInt32? {
        var value: UInt32 = 0
        for index in 0..<count {
            guard let digit = peek(index)?.hexadecimalValue else { return nil }
            value = value << 4 | digit
        }
        skip(count)
        return value
    }

    /// Reads a decimal number, one that is too large as the largest; `nil` if there is none.
    mutating func readNumber() -> Int? {
        var value: Int?
        while let digit = peek()?.decimalValue {
            let (tens, overflows) = (value ?? 0).multipliedReportingOverflow(by: 10)
            value = overflows || tens > Int.max - digit ? Int.max : tens + digit
            skip()
        }
        return value
    }

    /// Reads as far as `isPart` holds.
    mutating func readName(_ isPart: (Unicode.Scalar) -> Bool) -> String {
        var name = String.UnicodeScalarView()
        while let scalar = peek(), isPart(scalar) {
            name.append(scalar)
            skip()
        }
        return String(name)
    }

    /// Counts the ranges of a property whose escape begins at `place`.
    mutating func count(_ property: ScalarSet, at place: Int) throws(PatternError) {
        rangeCount += max(property.ranges.count, PatternLimits.rangesOfProperty)
        guard rangeCount <= PatternLimits.ranges else {
            throw error("the pattern has too many Unicode properties", at: place, .tooLarge)
        }
    }

    /// The text from `place` to here.
    func text(from place: Int) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[place..<position])
        return String(text)
    }

    /// An error at `place`, a position of this text.
    func error(_ message: String, at place: Int, _ kind: PatternError.Kind = .syntax) -> PatternError {
        PatternError(kind: kind, message: message, offset: scalars[..<place].reduce(0) { $0 + UTF8.width($1) })
    }
}

extension Unicode.Scalar {
    fileprivate var decimalValue: Int? {
        ("0"..."9").contains(self) ? Int(value - 0x30) : nil
    }

    fileprivate var hexadecimalValue: UInt32? {
        switch self {
        case "0"..."9": value - 0x30
        case "A"..."F", "a"..."f": (value & 0x0F) + 9
        default: nil
        }
    }
}
