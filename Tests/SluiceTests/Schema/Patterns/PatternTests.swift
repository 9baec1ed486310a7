import Testing

@testable import Sluice

@Suite("Patterns")
struct PatternTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let pattern: String
        let matching: [String]
        let others: [String]

        init(_ pattern: String, _ matching: [String], not others: [String] = []) {
            self.pattern = pattern
            self.matching = matching
            self.others = others
        }

        var testDescription: String { pattern }
    }

    private static let anchors: [Case] = [
        Case("", ["", "a"]),
        Case("b", ["b", "abc", "\nb"], not: ["", "a", "B"]),
        Case("^b", ["b", "bc"], not: ["ab", "a\nb", ""]),
        Case("b$", ["b", "ab"], not: ["bc", "b\n", ""]),
        Case("^b$", ["b"], not: ["bb", "b\n", "\nb", ""]),
        Case("^$", [""], not: ["a", "\n", "é"]),
        Case("$^", [""], not: ["a"]),
        Case("a$b", [], not: ["ab", "a", "a\nb"]),
        Case("a^b", [], not: ["ab", "b"]),
        Case("^a|b$", ["ax", "xb"], not: ["xa", "bx"]),
        Case("(^|,)x(,|$)", ["x", "a,x", "x,b", "a,x,b"], not: ["ax", "xb", ""]),
        Case("^(?:^a)+$", ["a"], not: ["aa"]),
        Case(#"\bcat\b"#, ["cat", "a cat.", "écaté", "é cat"], not: ["cats", "_cat", "concat"]),
        Case(#"\Bcat"#, ["acat", "1cat"], not: ["cat", " cat", "écat"]),
        Case(#"^\B$"#, [""], not: ["a", "é"]),
        Case(#"\b"#, ["a", " a", "é1"], not: ["", " ", "é", "🐲"]),
        Case(#"\B"#, ["", "aa", "é", " "], not: ["a", "aéa", "a 1"]),
        Case(#"é\b"#, ["éa"], not: ["é", "é "]),
        Case(#"^\b\b\ba"#, ["a"], not: [" a"]),
    ]

    private static let classes: [Case] = [
        Case("^.$", ["a", "é", "🐲", "\u{85}", "\u{0}"], not: ["\n", "\r", "\u{2028}", "\u{2029}", "ab", ""]),
        Case(#"^\d\D\w\W$"#, ["1aa ", "2é_é"], not: ["١aa ", "1a é", "11aa"]),
        Case(
            #"^\s+$"#,
            [" \t\n\u{B}\u{C}\r\u{A0}\u{1680}\u{2003}\u{2028}\u{202F}\u{3000}\u{FEFF}"],
            not: ["\u{85}", "\u{200B}", "\u{180E}"]
        ),
        Case(#"^\S$"#, ["\u{85}", "a", "🐲"], not: [" ", "\u{FEFF}"]),
        Case("^[abc]$", ["a", "b", "c"], not: ["d", "abc", "", "^"]),
        Case("^[^abc]$", ["d", "é", "🐲", "\n"], not: ["a", ""]),
        Case("^[^]$", ["a", "\n", "🐲"], not: ["", "ab"]),
        Case("[]", [], not: ["", "a", "]"]),
        Case("a[]|b", ["b"], not: ["a", "a]"]),
        Case("^[a-cx-z]+$", ["abcxyz"], not: ["d", "-"]),
        Case("^[-a]+$", ["-a"], not: ["b"]),
        Case("^[a-]+$", ["-a"], not: ["b"]),
        Case(#"^[\w-.]+$"#, ["a-.Z"], not: [",", "/"]),
        Case(#"^[a-\d]+$"#, ["a-5"], not: ["b"]),
        Case(#"^[\d\s]+$"#, ["1 2"], not: ["a"]),
        Case(#"^[^\d\s]+$"#, ["ab"], not: ["1", " "]),
        Case(#"^[\b]$"#, ["\u{8}"], not: ["b"]),
        Case(#"^[\]\[\\^]+$"#, [#"][\^"#], not: ["a"]),
        Case("^[[:alpha:]]$", [":]", "a]"], not: ["b", "a"]),
        Case("^[é-í🐲]$", ["é", "ê", "í", "🐲"], not: ["è", "î", "🐉"]),
        Case("^[一-龥]{2}$", ["北京"], not: ["北", "ab"]),
        Case("^[\u{10000}-\u{10FFFF}]$", ["\u{10000}", "🐲", "\u{10FFFF}"], not: ["\u{FFFF}", "a"]),
    ]

    private static let quantifiers: [Case] = [
        Case("^a*$", ["", "aaa"], not: ["b", "ab"]),
        Case("^a+?$", ["a", "aaa"], not: [""]),
        Case("^ab?c$", ["ac", "abc"], not: ["abbc"]),
        Case("^a{3}$", ["aaa"], not: ["aa", "aaaa"]),
        Case("^a{2,}$", ["aa", "aaaaa"], not: ["a", ""]),
        Case("^a{0,2}?$", ["", "a", "aa"], not: ["aaa"]),
        Case("^(?:ab|c){2,3}$", ["abc", "ccab", "ababab"], not: ["ab", "cccc", "abca"]),
        Case("^(a*){2,3}b$", ["b", "aaaab"], not: ["", "a"]),
        Case("^(?:ab*){2}$", ["aa", "abba"], not: ["a", "bb", "aaa"]),
        Case("^(a|b*)*$", ["", "abba"], not: ["c"]),
        Case("(?:ab*){2}$", ["aab", "xaab"], not: ["ab", "bb"]),
        Case("(?:ab*){0,2}x$", ["x", "bx", "abbax"], not: ["xa"]),
        Case("^a{0}b$", ["b"], not: ["ab"]),
        Case("^(?:){7}b$", ["b"], not: [""]),
        Case("^(?:a|)+$", ["", "aa"], not: ["b"]),
        Case("^a{b$", ["a{b"], not: ["ab"]),
        Case("^a{1$", ["a{1"], not: ["a"]),
        Case("^{}]$", ["{}]"], not: [""]),
        Case("^a{,}$", ["a{,}"], not: ["a"]),
        Case("^(?<year>[0-9]{4})(?<$_2>-)$", ["2024-"], not: ["2024"]),
    ]

    private static let escapes: [Case] = [
        Case(#"^\t\n\v\f\r\0$"#, ["\t\n\u{B}\u{C}\r\0"], not: ["tnvfr0"]),
        Case(#"^\x41\u0042\u{43}\u{00044}$"#, ["ABCD"], not: ["abcd"]),
        Case(#"^\uD83D\uDC32$"#, ["🐲"], not: ["🐉"]),
        Case(#"^[\uD83D\uDC09-\uD83D\uDC32]$"#, ["🐲", "🐉"], not: ["a"]),
        Case(#"^\u{1F432}$"#, ["🐲"], not: ["🐉"]),
        Case(#"\uD83D"#, [], not: ["🐲", "\u{FFFD}"]),
        Case(#"^[^\uD83D]$"#, ["🐲", "a"]),
        Case(#"^\cA\cz$"#, ["\u{1}\u{1A}"], not: ["cAcz"]),
        Case(##"^\-\_\/\@\.\ \"\'\#\%\,\;\:\<\>\=\!\~\`\&$"##, [##"-_/@. "'#%,;:<>=!~`&"##], not: [""]),
        Case(#"^\^\$\\\.\*\+\?\(\)\[\]\{\}\|$"#, [#"^$\.*+?()[]{}|"#], not: [""]),
    ]

    private static let lookAheads: [Case] = [
        Case("a(?=b)", ["ab", "xaba"], not: ["a", "ac", "b"]),
        Case("a(?!b)", ["a", "ac", "aba"], not: ["ab", "b"]),
        Case("^(?!.*foo)", ["bar", ""], not: ["foo", "xfoox"]),
        Case("^(?=.*[A-Z])(?=.*\\d).{8,}$", ["Abcdefg1", "1234567A"], not: ["Abcdef1", "abcdefg1", "ABCDEFGH"]),
        Case("^(?:(?!ab).)*$", ["", "ba", "acb"], not: ["ab", "xxabxx"]),
        Case("^(?=(?=a)a(?!b))ac?$", ["a", "ac"], not: ["ab", "b"]),
        Case("^(?!a(?!b))", ["", "ab", "b"], not: ["a", "ac"]),
        Case("^(?!^x)y|(?=z)", ["y", "az"], not: ["x", "xy"]),
        Case("(?!é|$)", ["a", "éa"], not: ["é", ""]),
        Case("(?=a)*b", ["b", "ab"], not: ["a"]),
        Case("(?=a){2}a", ["a"], not: ["b"]),
        Case("(?=)a(?!x{2})", ["a", "ax"], not: ["axx"]),
        Case("(?!)", [], not: ["", "a"]),
        Case(#"(?=\bfoo\b)f"#, ["foo", "a foo b"], not: ["food", "xfoo"]),
        Case("^(?=.{2,4}$)(?:ab*){0,3}$", ["ab", "aab", "abab"], not: ["a", "ababb", "b"]),
        // The patterns of decimal numbers that pydantic writes.
        Case(
            #"^(?!^[-+.]*$)[+-]?0*\d*\.?\d*$"#,
            ["1", "-1.5", "+.5", "0001.", "5."],
            not: ["", ".", "-", "+.", "1e5", "1.2.3"]
        ),
        Case(
            #"^(?!^[-+.]*$)[+-]?0*(?:\d{0,3}|(?=[\d.]{1,6}0*$)\d{0,3}\.\d{0,2}0*$)"#,
            // The first branch has no end: so pydantic writes it.
            ["123", "0123", "1.25", "1.2500", "-999.99", "12", ".5", "x"],
            not: ["", "-", "+."]
        ),
        Case(
            #"^(?!^[-+.]*$)[+-]?0*(?:\d{0,3}|(?=[\d.]{1,6}0*$)\d{0,3}\.\d{0,2}0*)$"#,
            ["123", "0123", "1.25", "1.2500", "-999.99", "12", ".5"],
            not: ["", "-", "x", "1234", "1.255", "1.2.3"]
        ),
    ]

    @Test("matches what ECMA-262 says", arguments: anchors + classes + quantifiers + escapes + lookAheads)
    func semantics(_ item: Case) throws {
        let pattern = try Pattern(item.pattern)
        #expect(item.matching.filter { !pattern.matches($0) } == [])
        #expect(item.others.filter { pattern.matches($0) } == [])
    }

    @Test("is matched by several workers at once")
    func workers() async throws {
        let pattern = try Pattern("^(?:[ab]{2}|[ab]{3})*c(?=.*[x-z])", PatternMethod(tableEntries: 0))
        let counts = await withTaskGroup(of: Int.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    var matcher = pattern.makeMatcher()
                    return (0..<2_000).count { number in
                        let text =
                            String(repeating: "ab", count: (number + worker) % 40) + "cb" + (number % 2 == 0 ? "z" : "")
                        return pattern.matches(Array(text.utf8), &matcher)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts == [1_000, 1_000, 1_000, 1_000])
    }

    @Test("reads bytes that are not UTF-8 within their bounds")
    func invalidBytes() throws {
        for source in ["^é$", "é$", "(?=é)é", "^.*$", #"\p{Lu}"#] {
            let pattern = try Pattern(source)
            var matcher = pattern.makeMatcher()
            for first in UInt8.min...UInt8.max {
                for rest in [[], [0xC3], [0xA9], [0xA9, 0xA9, 0xA9, 0xA9, 0xA9], [0xFF, 0xF0]] as [[UInt8]] {
                    _ = pattern.matches([first] + rest, &matcher)
                    _ = pattern.matches(rest + [first], &matcher)
                }
            }
        }
        let pattern = try Pattern("^a")
        var matcher = pattern.makeMatcher()
        let found = pattern.matches([0x61, 0xC3], &matcher)
        #expect(found)
    }
}
