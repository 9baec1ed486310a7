import Foundation
import Testing

@testable import Sluice

/// Time, memory and the stack are bounded, whatever a pattern asks for.
@Suite("Limits of patterns")
struct PatternLimitTests {
    private static let tooLarge: [(String, String)] = [
        ("(a{1000}){1000}", "the pattern needs over 65,535 states"),
        ("((((a{100}){100}){100}){100}){100}", "the pattern needs over 65,535 states"),
        ("a{99999999999999999999999}", "the pattern needs over 65,535 states"),
        ("^(?!b)[a-z]{0,70000}$", "the pattern needs over 65,535 states"),
        (String(repeating: "a", count: 70_000), "the pattern needs over 65,535 states"),
        (String(repeating: "^", count: 1_000_000), "the pattern needs over 65,535 states"),
        (String(repeating: "(?=", count: 100_000), "groups are nested over 100 deep"),
        (String(repeating: "(", count: 100_000), "groups are nested over 100 deep"),
        (
            String(repeating: "(a", count: 100_000) + String(repeating: ")*", count: 100_000),
            "groups are nested over 100 deep"
        ),
        (String(repeating: "a|", count: 600_000), "the pattern is over 1,048,576 bytes long"),
        ("[" + String(repeating: #"\p{L}\P{Zl}"#, count: 50_000) + "]", "the pattern has too many Unicode properties"),
        (String(repeating: #"\p{Zl}"#, count: 50_000), "the pattern has too many Unicode properties"),
        (everyCharacter(5_000), "the pattern has over 4,096 different characters and classes"),
        (overlappingClasses(3_000), "the pattern tells over 4,096 classes of characters apart"),
    ]

    /// Patterns that take a backtracking matcher exponential time, or one that is careless of memory all of it.
    private static let hard: [(String, Bool)] = [
        ("((a*)*)*$", true), ("(x+x+)+y", false), ("^(a+)+$", false), ("^(a|a|aa)*$", false),
        ("^(([a-z])+.)+[A-Z]", false),
        ("[a-z]{0,60000}", true), ("^[a-z]{0,2000}b?$", false), ("(?:a|b)*a(?:a|b){12}c", false),
        ("(?:.*.*.*.*.*)=", false),
        ("^(?:(?=(?:a|b)*a(?:a|b){9}$)(?!(?:a|b)*b(?:a|b){7}$).)*!?$", false), ("(?:(?:a{0,50}){0,50}){0,20}c", false),
        ("(?:a?){1000}a{1000}$", true), ("^(?:){1000000000}(?:^){1000000000}(?:(?:^|)*)*x", false),
    ]

    @Test("refuses patterns that need too much", arguments: tooLarge)
    func refusal(source: String, message: String) throws {
        let error = try #require(throws: PatternError.self) { try Pattern(source) }
        #expect(error.kind == .tooLarge)
        #expect(error.message == message)
    }

    @Test("matches hard patterns in linear time", arguments: hard)
    func hardPattern(source: String, expected: Bool) throws {
        let pattern = try Pattern(source)
        var matcher = pattern.makeMatcher()
        let text =
            Array(String(repeating: "abaa", count: 200).utf8) + Array(repeating: UInt8(ascii: "a"), count: 1_500)
        for _ in 0..<2 {
            let found = pattern.matches(text, &matcher)
            #expect(found == expected)
        }
    }

    @Test(
        "reads no further once the outcome is certain",
        .timeLimit(.minutes(3)),
        arguments: [
            ("^https?://", true), ("^http:", false), ("\\w+", true), ("a$", false), ("^[^]*$", true), ("z?", true),
            ("^[+-]?(?!.)$", false),
        ]
    )
    func earlyEnd(source: String, expected: Bool) throws {
        let text = Array("https://".utf8) + Array(repeating: UInt8(ascii: "b"), count: 1 << 20)
        for method in [PatternMethod(), PatternMethod(tableEntries: 0)] {
            // A search cannot know that every text matches.
            if source == "^[^]*$", method.tableEntries == 0 { continue }
            let pattern = try Pattern(source, method)
            var matcher = pattern.makeMatcher()
            // They take minutes if each reads the whole text.
            for _ in 0..<50_000 where pattern.matches(text, &matcher) != expected {
                Issue.record("\(source) does not match as expected")
                break
            }
        }
    }

    @Test("finds the same states again after it has forgotten them")
    func forgetting() throws {
        // Of a pattern that must remember which of the last characters were `a`, more states than a matcher holds.
        let pattern = try Pattern("a[ab]{18}c", PatternMethod(cacheEntries: 1_000))
        var matcher = pattern.makeMatcher()
        var generator = SplitMix64(seed: 7)
        var text = (0..<10_000).map { _ in Bool.random(using: &generator) ? UInt8(ascii: "a") : UInt8(ascii: "b") }
        let isFoundBefore = pattern.matches(text, &matcher)
        #expect(!isFoundBefore)
        text[text.count - 20] = UInt8(ascii: "a")
        text[text.count - 1] = UInt8(ascii: "c")
        let isFound = pattern.matches(text, &matcher)
        #expect(isFound)
        text[text.count - 20] = UInt8(ascii: "b")
        let isFoundAfter = pattern.matches(text, &matcher)
        #expect(!isFoundAfter)
    }

    @Test("compiles the deepest groups on the stack of a worker")
    func nesting() async throws {
        let depth = PatternLimits.nesting - 1
        let source = String(repeating: "(?:(?=a)", count: depth) + "a" + String(repeating: ")*", count: depth)
        let isMatching = await withCheckedContinuation { continuation in
            let thread = Thread {
                continuation.resume(returning: (try? Pattern("^" + source + "$"))?.matches("aaa") ?? false)
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
        #expect(isMatching)
    }

    private static func everyCharacter(_ count: UInt32) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: (0..<count).compactMap { Unicode.Scalar(0x4E00 + $0) })
        return String(text)
    }

    /// Classes of two ranges each, which all overlap.
    private static func overlappingClasses(_ count: UInt32) -> String {
        (0..<count).map { index in
            "[\\u{\(String(0x1000 + index, radix: 16))}-\\u{\(String(0x4000 + index, radix: 16))}]"
        }.joined()
    }
}
