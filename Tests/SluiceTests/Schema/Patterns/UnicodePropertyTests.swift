import Testing

@testable import Sluice

@Suite("Unicode properties of patterns")
struct UnicodePropertyTests {
    @Test(
        "match the characters that the standard library gives them",
        arguments: ["Lu", "Uppercase_Letter", "gc=Lu", "General_Category=Uppercase_Letter"]
    )
    func generalCategory(name: String) throws {
        try check(name) { $0.properties.generalCategory == .uppercaseLetter }
    }

    @Test("know groups of categories")
    func groups() throws {
        try check("L") { ScalarKind.letters.contains($0.properties.generalCategory) }
        try check("Letter") { ScalarKind.letters.contains($0.properties.generalCategory) }
        try check("gc=N") { ScalarKind.numbers.contains($0.properties.generalCategory) }
        try check("C") { ScalarKind.others.contains($0.properties.generalCategory) }
    }

    @Test("know properties that are there or not")
    func binary() throws {
        try check("Any") { _ in true }
        try check("ASCII") { $0.isASCII }
        try check("Assigned") { $0.properties.generalCategory != .unassigned }
        try check("Alphabetic") { $0.properties.isAlphabetic }
        try check("Noncharacter_Code_Point") { $0.properties.isNoncharacterCodePoint }
        try check("DI") { $0.properties.isDefaultIgnorableCodePoint }
        try check("Emoji") { $0.properties.isEmoji }
        try check("ID_Continue") { $0.properties.isIDContinue }
        try check("space") { $0.properties.isWhitespace }
    }

    @Test("are the complement with \\P, and combine in classes")
    func combinations() throws {
        let notLetter = try Pattern(#"^\P{L}$"#)
        #expect(notLetter.matches("1"))
        #expect(!notLetter.matches("é"))
        let either = try Pattern(#"^[\p{Lu}\p{Nd}\P{Any}_]+$"#)
        #expect(either.matches("ÀÉ٣_"))
        #expect(!either.matches("à"))
        let neither = try Pattern(#"^[^\p{L}\P{Assigned}]+$"#)
        #expect(neither.matches("1-🐲"))
        #expect(!neither.matches("\u{378}"))
    }

    /// Names and scripts, and the script of a character in the language's own words.
    private static let scripts: [(String, String, String)] = [
        ("Arab", "عربي", "abc"), ("Cyrl", "русский", "λ"), ("Deva", "हिन्दी", "ไ"), ("Grek", "ελληνικά", "я"),
        ("Hang", "한국어", "日"), ("Hani", "漢字", "かな"), ("Hebr", "עברית", "ع"), ("Hira", "ひらがな", "カ"),
        ("Kana", "カタカナ", "ひ"), ("Latn", "Łódź", "д"), ("Thai", "ไทย", "ह"),
    ]

    @Test("know scripts", arguments: scripts)
    func script(name: String, word: String, other: String) throws {
        for property in ["Script", "sc", "Script_Extensions", "scx"] {
            let pattern = try Pattern("^\\p{\(property)=\(name)}+$")
            #expect(pattern.matches(word))
            #expect(!pattern.matches(other))
            #expect(!pattern.matches(" "))
        }
    }

    @Test("tell scripts from their extensions")
    func extensions() throws {
        // The prolonged sound mark belongs to no script, and is used in two.
        #expect(try !Pattern(#"\p{Script=Katakana}"#).matches("ー"))
        #expect(try Pattern(#"\p{Script_Extensions=Katakana}"#).matches("ー"))
        #expect(try Pattern(#"\p{scx=Hiragana}"#).matches("ー"))
    }

    @Test("list the characters of scripts that Python's package regex lists")
    func scriptsOfPython() throws {
        let script = #"""
            import subprocess, sys
            try:
                import regex
            except ImportError:
                subprocess.check_call([sys.executable, "-m", "pip", "install", "--quiet", "regex"])
                import regex

            names = "Arabic Cyrillic Devanagari Greek Hangul Han Hebrew Hiragana Katakana Latin Thai".split()
            characters = "".join(chr(n) for n in range(0x110000) if not 0xD800 <= n < 0xE000)
            for name in names:
                for property in "Script", "Script_Extensions":
                    print(property, name, *map(ord, regex.findall(rf"\p{{{property}={name}}}", characters)))
            """#
        let lines = try PythonReference.lines(script)
        try #require(lines.count == 22)
        for line in lines {
            let words = line.split(separator: " ")
            let pattern = try Pattern("^\\p{\(words[0])=\(words[1])}$")
            let expected = Set(words.dropFirst(2).compactMap { UInt32($0) })
            let found = Set(
                (0...ScalarSet.last).compactMap(Unicode.Scalar.init).filter { pattern.matches(String($0)) }
                    .map { $0.value }
            )
            // They may follow different versions of Unicode, each of which adds some hundreds of characters.
            let added = expected.symmetricDifference(found).filter {
                Unicode.Scalar($0)?.properties.generalCategory != .unassigned
            }
            #expect(added.count < 20, "\(words[0]) \(words[1]): \(added.count) differ")
            #expect(expected.count > 80)
        }
    }

    private func check(_ name: String, _ isMember: (Unicode.Scalar) -> Bool) throws {
        let pattern = try Pattern("^\\p{\(name)}$")
        var matcher = pattern.makeMatcher()
        var differing: [Unicode.Scalar] = []
        for scalar in (0...ScalarSet.last).compactMap(Unicode.Scalar.init) {
            let text = Array(String(scalar).utf8)
            if pattern.matches(text, &matcher) != isMember(scalar) { differing.append(scalar) }
        }
        let first = differing.first
        #expect(first == nil, "\(name)")
    }
}

private enum ScalarKind {
    static let letters: Set<Unicode.GeneralCategory> = [
        .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
    ]
    static let numbers: Set<Unicode.GeneralCategory> = [.decimalNumber, .letterNumber, .otherNumber]
    static let others: Set<Unicode.GeneralCategory> = [.control, .format, .surrogate, .privateUse, .unassigned]
}
