/// The regular expression that strings match: `pattern`.
final class PatternTest: ValueTest {
    let pattern: Pattern
    /// Its number among the patterns of the schema, by which a worker finds its matcher.
    let number: Int

    init(pattern: Pattern, number: Int) {
        self.pattern = pattern
        self.number = number
    }

    var kinds: ValueKind.Set { ValueKind.Set(.string) }

    @inline(__always)
    func accepts(_ text: Span<UInt8>, _ kind: ValueKind, hasEscapes: Bool, _ scratch: inout ValueScratch) -> Bool {
        let content = text.extracting(1..<text.count - 1)
        guard hasEscapes else { return matches(content, &scratch) }
        return scratch.withUnescaped(content) { text, scratch in matches(text, &scratch) }
    }

    /// Whether it matches a text without escapes.
    @inline(__always)
    func matches(_ text: Span<UInt8>, _ scratch: inout ValueScratch) -> Bool {
        // Most patterns need no memory of what they have seen.
        if let matches = pattern.matchesByTable(text) { return matches }
        if number >= scratch.matchers.count { scratch.addMatchers(upTo: number) }
        if scratch.matchers[number] == nil { scratch.matchers[number] = pattern.makeMatcher() }
        guard var matcher = scratch.matchers[number].take() else { return false }
        defer { scratch.matchers[number] = matcher }
        return pattern.matches(text, &matcher)
    }
}
