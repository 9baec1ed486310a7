/// Reusable memory for value tests.
struct ValueScratch {
    var bytes: [UInt8] = []
    var value = CanonicalValue()
    /// For each pattern of the schema that has been used, the states that it has found so far.
    var matchers: [PatternMatcher?] = []

    mutating func addMatchers(upTo number: Int) {
        while matchers.count <= number { matchers.append(nil) }
    }

    /// Lends the text of a string with its escapes resolved.
    mutating func withUnescaped(_ content: Span<UInt8>, _ body: (Span<UInt8>, inout ValueScratch) -> Bool) -> Bool {
        var unescaped = bytes
        bytes = []
        unescaped.removeAll(keepingCapacity: true)
        JSONString.appendUnescaped(content, to: &unescaped)
        let result = body(unescaped.span, &self)
        bytes = unescaped
        return result
    }
}
