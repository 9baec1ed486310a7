/// The decimal type that `x-parquet` requests: `"decimal(10,2)"` has ten digits, two of them after the point.
struct DecimalKeyword {
    /// The most digits that Spark's and Parquet's decimals have.
    static let maximumPrecision = 38
    /// How many digits every integer of 64 bits has at most.
    private static let digitsOfInt64 = 19

    static let expectation =
        "expected \"decimal(p,s)\" with p from 1 to \(maximumPrecision) and s from 0 to p"

    let precision: Int
    let scale: Int

    /// Reads the keyword's value; `nil` if it is none.
    init?(_ text: String) {
        guard text.hasPrefix("decimal("), text.hasSuffix(")") else { return nil }
        let numbers = text.dropFirst("decimal(".count).dropLast().split(
            separator: ",",
            omittingEmptySubsequences: false
        )
        guard numbers.count == 2, let precision = Self.number(numbers[0]), let scale = Self.number(numbers[1]),
            (1...Self.maximumPrecision).contains(precision), (0...precision).contains(scale)
        else { return nil }
        self.precision = precision
        self.scale = scale
    }

    /// Whether it holds integers that 64 bits do not.
    var isBeyondInt64: Bool { precision - scale >= Self.digitsOfInt64 }

    /// Reads one or two digits, with spaces around them.
    private static func number(_ text: Substring) -> Int? {
        let digits = text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
        guard (1...2).contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
        return Int(String(digits))
    }
}

extension ResolvedSchema {
    /// The decimal type that a schema requests for its values; `nil` if it does not, or not in a valid form.
    var decimal: DecimalKeyword? {
        member(ParquetKeyword.type)?.string.flatMap(DecimalKeyword.init)
    }
}
