/// The integers that a schema's bounds allow.
struct IntegerRange {
    private var minimum: Int64?
    private var maximum: Int64?

    /// The range that all parts of a schema allow.
    init(_ schema: ResolvedSchema) {
        for part in schema.parts where part.kinds.contains(.integer) { restrict(to: part.keywords) }
    }

    private mutating func restrict(to keywords: SchemaKeywords) {
        if let values = keywords[.enum]?.elements ?? keywords[.const].map({ [$0] }) {
            let numbers = values.filter(\.isNumber)
            let integers = numbers.compactMap(Self.integer)
            guard integers.count == numbers.count, let least = integers.min(), let most = integers.max() else { return }
            minimum = max(minimum ?? least, least)
            maximum = min(maximum ?? most, most)
            return
        }
        for bound in [keywords[.minimum], keywords[.exclusiveMinimum]] {
            guard let value = bound.flatMap(Self.integer) else { continue }
            minimum = max(minimum ?? value, value)
        }
        for bound in [keywords[.maximum], keywords[.exclusiveMaximum]] {
            guard let value = bound.flatMap(Self.integer) else { continue }
            maximum = min(maximum ?? value, value)
        }
    }

    /// An integer bound; one with a fraction, or beyond 64 bits, is ignored.
    private static func integer(_ node: SchemaNode) -> Int64? {
        guard node.isNumber else { return nil }
        let text = node.text
        return NumberText.int64(text.span)
    }

    func isWithin(_ range: ClosedRange<Int64>) -> Bool {
        guard let minimum, let maximum else { return false }
        return range.contains(minimum) && range.contains(maximum)
    }
}
