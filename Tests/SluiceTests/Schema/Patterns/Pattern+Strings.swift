@testable import Sluice

extension Pattern {
    /// Whether it matches anywhere in `text`, with a new matcher.
    func matches(_ text: String) -> Bool {
        var matcher = makeMatcher()
        return matches(Array(text.utf8), &matcher)
    }

    func matches(_ text: [UInt8], _ matcher: inout PatternMatcher) -> Bool {
        matches(text.span, &matcher)
    }
}
