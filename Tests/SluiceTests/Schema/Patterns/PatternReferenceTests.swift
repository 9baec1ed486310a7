import Testing
import _StringProcessing

@testable import Sluice

/// Patterns compared with other engines, on random patterns and texts.
@Suite("Patterns like other engines")
struct PatternReferenceTests {
    private static let textsPerPattern = 12

    @Test("matches as the standard library's Regex does", arguments: [1, 2, 3])
    func standardLibrary(seed: UInt64) throws {
        // It has no look-behind, and even with its options for ASCII it takes some digits for no part of a word.
        let dialect = RandomPattern.Dialect(
            textEnd: #"\z"#,
            wordBoundary: nil,
            noWordBoundary: nil,
            digit: "0-9",
            notWord: "[^0-9A-Za-z_]",
            word: "0-9A-Za-z_",
            space: #" \u{A0}"#,
            anyCharacter: "."
        )
        var random = RandomPattern(seed: seed, dialect)
        var tally = Tally()
        for _ in 0..<700 {
            let spelling = random.pattern()
            let patterns = try Self.patterns(spelling.ecma)
            let regex = try Regex(spelling.other).matchingSemantics(.unicodeScalar)
            for _ in 0..<Self.textsPerPattern {
                let text = random.text()
                let expected = try regex.firstMatch(in: text) != nil
                tally.count(patterns, expected: expected, spelling.ecma, text)
            }
        }
        tally.check()
    }

    @Test("matches as Python's package regex does", arguments: [1, 2, 3])
    func python(seed: UInt64) throws {
        let word = "0-9A-Za-z_"
        let dialect = RandomPattern.Dialect(
            textEnd: #"\Z"#,
            wordBoundary: "(?:(?<![\(word)])(?=[\(word)])|(?<=[\(word)])(?![\(word)]))",
            noWordBoundary: "(?:(?<![\(word)])(?![\(word)])|(?<=[\(word)])(?=[\(word)]))",
            digit: "0-9",
            notWord: "[^\(word)]",
            word: word,
            space: #" \u00A0"#,
            anyCharacter: #"[^\n\r\u2028\u2029]"#
        )
        var random = RandomPattern(seed: seed, dialect)
        var cases: [(spelling: RandomPattern.Spelling, texts: [String])] = []
        for _ in 0..<700 {
            cases.append((random.pattern(), (0..<Self.textsPerPattern).map { _ in random.text() }))
        }
        let input = cases.map { ([$0.spelling.other] + $0.texts).joined(separator: "\t") + "\n" }.joined()
        let answers = try PythonReference.lines(Self.script, input: input)
        try #require(answers.count == cases.count)
        var tally = Tally()
        for (item, answer) in zip(cases, answers) {
            let patterns = try Self.patterns(item.spelling.ecma)
            try #require(answer.count == item.texts.count, "\(item.spelling.other): \(answer)")
            for (text, outcome) in zip(item.texts, answer) {
                tally.count(patterns, expected: outcome == "1", item.spelling.ecma, text)
            }
        }
        tally.check()
    }

    /// The pattern as it is matched by each method: with a table, and with a search that may keep many states or two.
    private static func patterns(_ source: String) throws -> [Pattern] {
        try [
            Pattern(source),
            Pattern(source, PatternMethod(direction: .forward)),
            Pattern(source, PatternMethod(direction: .backward)),
            Pattern(source, PatternMethod(tableEntries: 0)),
            Pattern(source, PatternMethod(direction: .backward, tableEntries: 0, cacheEntries: 0)),
        ]
    }

    /// Prints a line for each pattern: for each text whether it matches.
    private static let script = #"""
        import subprocess, sys
        try:
            import regex
        except ImportError:
            subprocess.check_call([sys.executable, "-m", "pip", "install", "--quiet", "regex"])
            import regex

        for line in sys.stdin:
            pattern, *texts = line.removesuffix("\n").split("\t")
            found = regex.compile(pattern, regex.V0)
            print("".join("1" if found.search(text) else "0" for text in texts))
        """#

    /// The differences, and how often patterns matched.
    private struct Tally {
        private var total = 0
        private var matching = 0
        private var differing: [String] = []

        mutating func count(_ patterns: [Pattern], expected: Bool, _ source: String, _ text: String) {
            total += 1
            matching += expected ? 1 : 0
            for (method, pattern) in patterns.enumerated() where pattern.matches(text) != expected {
                differing.append("\(source) in \(text.debugDescription), method \(method): expected \(expected)")
            }
        }

        func check() {
            let hasNone = differing.isEmpty
            #expect(hasNone, "\(differing.count) of \(total): \(differing.prefix(20).joined(separator: "\n"))")
            // Both outcomes must occur often, or the comparison says little.
            #expect(matching > total / 5)
            #expect(matching < total * 4 / 5)
        }
    }
}
