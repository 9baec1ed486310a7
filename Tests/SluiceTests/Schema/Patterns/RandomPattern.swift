/// Makes random patterns, spelt for ECMA-262 and for another dialect, and texts that they may match.
///
/// What the dialects take for different things is written out.
struct RandomPattern {
    /// The same pattern in both spellings.
    struct Spelling {
        var ecma: String
        var other: String

        static func + (left: Spelling, right: Spelling) -> Spelling {
            Spelling(ecma: left.ecma + right.ecma, other: left.other + right.other)
        }
    }

    /// How the other dialect spells what it takes for something else.
    struct Dialect {
        let textEnd: String
        /// Nothing if it cannot spell them.
        let wordBoundary: String?
        let noWordBoundary: String?
        let digit: String
        let notWord: String
        let word: String
        let space: String
        let anyCharacter: String
    }

    private static let characters = ["a", "b", "c", "A", "1", "2", "_", "-", " ", "é", "ß", "🐲", ".", "\u{A0}"]

    private let dialect: Dialect
    private var generator: SplitMix64

    init(seed: UInt64, _ dialect: Dialect) {
        generator = SplitMix64(seed: seed)
        self.dialect = dialect
    }

    mutating func pattern() -> Spelling {
        var budget = Int.random(in: 1...10, using: &generator)
        return choice(depth: 0, &budget)
    }

    mutating func text() -> String {
        // Few characters in most texts, so that many match.
        let usual = Bool.random(using: &generator) ? 3 : Self.characters.count
        return (0..<Int.random(in: 0...9, using: &generator)).map { _ in
            Self.characters[Int.random(in: 0..<usual, using: &generator)]
        }.joined()
    }

    private mutating func choice(depth: Int, _ budget: inout Int) -> Spelling {
        var pattern = sequence(depth, &budget)
        while Int.random(in: 0..<5, using: &generator) == 0 {
            pattern = pattern + plain("|") + sequence(depth, &budget)
        }
        return pattern
    }

    private mutating func sequence(_ depth: Int, _ budget: inout Int) -> Spelling {
        var pattern = plain("")
        for _ in 0..<Int.random(in: 0...4, using: &generator) where budget > 0 {
            budget -= 1
            pattern = pattern + term(depth, &budget)
        }
        return pattern
    }

    private mutating func term(_ depth: Int, _ budget: inout Int) -> Spelling {
        switch Int.random(in: 0..<20, using: &generator) {
        case 0: return plain("^")
        case 1: return Spelling(ecma: "$", other: dialect.textEnd)
        case 2: return dialect.wordBoundary.map { Spelling(ecma: #"\b"#, other: $0) } ?? plain("^")
        case 3: return dialect.noWordBoundary.map { Spelling(ecma: #"\B"#, other: $0) } ?? plain("")
        case 4...5 where depth < 4: return plain(oneOf("(?=", "(?!")) + choice(depth: depth + 1, &budget) + plain(")")
        case 6...8 where depth < 4:
            let content = choice(depth: depth + 1, &budget)
            return plain(oneOf("(", "(?:")) + content + plain(")" + quantifier(of: 4))
        default: return character() + plain(quantifier(of: 2))
        }
    }

    private mutating func character() -> Spelling {
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: Spelling(ecma: ".", other: dialect.anyCharacter)
        case 1: Spelling(ecma: #"\w"#, other: "[\(dialect.word)]")
        case 2: Spelling(ecma: #"\W"#, other: dialect.notWord)
        case 3: Spelling(ecma: #"\d"#, other: "[\(dialect.digit)]")
        case 4...5:
            plain(oneOf("[", "[^")) + member() + member() + plain("]")
        default: plain(literal())
        }
    }

    private mutating func member() -> Spelling {
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: Spelling(ecma: #"\w"#, other: dialect.word)
        case 1: Spelling(ecma: #"\d"#, other: dialect.digit)
        case 2: Spelling(ecma: #"\s"#, other: dialect.space)
        case 3: plain(oneOf("a-c", "é-🐲", "A-Z", "1-5"))
        default: plain(literal())
        }
    }

    private mutating func literal() -> String {
        let character = Self.characters[Int.random(in: 0..<Self.characters.count, using: &generator)]
        // Letters `a` and `b` half of the time, so that patterns meet texts.
        let usual = Bool.random(using: &generator) ? oneOf("a", "b") : character
        return usual == "." || usual == "-" ? "\\" + usual : usual
    }

    private mutating func quantifier(of share: Int) -> String {
        guard Int.random(in: 0..<share, using: &generator) == 0 else { return "" }
        return oneOf("*", "+", "?", "{2}", "{1,}", "{0,2}", "{1,3}", "*?", "+?", "??", "{1,2}?")
    }

    private mutating func oneOf(_ spellings: String...) -> String {
        spellings[Int.random(in: 0..<spellings.count, using: &generator)]
    }

    private func plain(_ text: String) -> Spelling {
        Spelling(ecma: text, other: text)
    }
}
