/// Parses the regular expressions of ECMA-262 with its flag `u`.
///
/// It is as lenient as Annex B where schemas are: punctuation may be escaped without need, and `]`, `{` and `}` mean
/// themselves where they cannot mean anything else.
struct PatternParser {
    private var text: PatternText
    private var lookAheads: [PatternNode] = []
    private var sets: [ScalarSet] = []
    private var setNumbers: [ScalarSet: Int] = [:]
    private var groupNames: Set<String> = []
    /// The parts so far that need a state, which is checked before they cost more.
    private var partCount = 0
    /// The first part that is not supported; what is not ECMA-262 at all takes precedence.
    private var unsupported: PatternError?

    static func parse(_ source: String) throws(PatternError) -> ParsedPattern {
        guard source.utf8.count <= PatternLimits.sourceBytes else {
            let limit = PatternLimits.sourceBytes.grouped
            throw PatternError(kind: .tooLarge, message: "the pattern is over \(limit) bytes long", offset: 0)
        }
        var parser = PatternParser(text: PatternText(source))
        let root = try parser.parseChoice(depth: 0)
        guard parser.text.isAtEnd else { throw parser.text.error("a ) without (", at: parser.text.position) }
        if let unsupported = parser.unsupported { throw unsupported }
        return ParsedPattern(root: root, lookAheads: parser.lookAheads, sets: parser.sets)
    }

    private init(text: PatternText) {
        self.text = text
    }

    private mutating func parseChoice(depth: Int) throws(PatternError) -> PatternNode {
        guard depth <= PatternLimits.nesting else {
            let message = "groups are nested over \(PatternLimits.nesting) deep"
            throw text.error(message, at: text.position - 1, .tooLarge)
        }
        var branches = [try parseSequence(depth)]
        while text.consume("|") { branches.append(try parseSequence(depth)) }
        return .any(of: branches)
    }

    private mutating func parseSequence(_ depth: Int) throws(PatternError) -> PatternNode {
        var parts: [PatternNode] = []
        while let scalar = text.peek(), scalar != "|", scalar != ")" { parts.append(try parseTerm(depth)) }
        return .joined(parts)
    }

    private mutating func parseTerm(_ depth: Int) throws(PatternError) -> PatternNode {
        let place = text.position
        guard let scalar = text.read() else { return .empty }
        switch scalar {
        case "^": return try assertion(.textStart, place)
        case "$": return try assertion(.textEnd, place)
        case "(": return try quantified(parseGroup(depth + 1))
        case "[": return try quantified(set(CharacterClass.read(&text), place))
        case ".": return try quantified(set(.notLineEnd, place))
        case "\\": return try parseEscape(place)
        case "*", "+", "?": throw text.error("nothing to repeat before \(scalar)", at: place)
        case "{":
            text.rewind(to: place)
            if try readQuantifier() != nil { throw text.error("nothing to repeat before {", at: place) }
            text.skip()
            return try quantified(set(ScalarSet(0x7B...0x7B), place))
        default: return try quantified(set(ScalarSet(scalar.value...scalar.value), place))
        }
    }

    private mutating func parseEscape(_ place: Int) throws(PatternError) -> PatternNode {
        switch try PatternEscape.read(&text, in: .term) {
        case .scalar(let value): return try quantified(set(ScalarSet(value...value), place))
        case .set(let members): return try quantified(set(members, place))
        case .wordBoundary: return try assertion(.wordBoundary, place)
        case .noWordBoundary: return try assertion(.noWordBoundary, place)
        case .backReference(let name):
            refuse("a back-reference (\(name)) is not supported", place)
            return try quantified(.empty)
        }
    }

    /// Parses a group after its parenthesis.
    private mutating func parseGroup(_ depth: Int) throws(PatternError) -> PatternNode {
        let place = text.position - 1
        if text.consume("?=") { return try parseLookAhead(place, depth) { .ahead($0) } }
        if text.consume("?!") { return try parseLookAhead(place, depth) { .notAhead($0) } }
        if text.consume("?<=") || text.consume("?<!") {
            refuse("look-behind is not supported", place)
        } else if text.consume("?<") {
            try readGroupName(place)
        } else if text.peek() == "?", !text.consume("?:") {
            throw unknownGroup(place)
        }
        return try parseRest(of: place, depth)
    }

    private mutating func parseRest(of place: Int, _ depth: Int) throws(PatternError) -> PatternNode {
        let content = try parseChoice(depth: depth)
        guard text.consume(")") else { throw text.error("a ( without )", at: place) }
        return content
    }

    private mutating func parseLookAhead(
        _ place: Int,
        _ depth: Int,
        _ assertion: (Int) -> PatternAssertion
    ) throws(PatternError) -> PatternNode {
        lookAheads.append(try parseRest(of: place, depth))
        try countPart(place)
        return .assertion(assertion(lookAheads.count - 1))
    }

    private mutating func readGroupName(_ place: Int) throws(PatternError) {
        let start = text.position
        let name = text.readName { $0 == "$" || $0.properties.isIDContinue || $0 == "\u{200C}" || $0 == "\u{200D}" }
        guard let first = name.unicodeScalars.first, first == "$" || first == "_" || first.properties.isIDStart,
            text.consume(">")
        else {
            throw text.error("a group requires a name of letters and digits, as in (?<name>…)", at: start)
        }
        guard groupNames.insert(name).inserted else {
            throw text.error("two groups have the name \(name)", at: start)
        }
    }

    private mutating func unknownGroup(_ place: Int) -> PatternError {
        let isPython = text.consume("?P")
        text.skip(isPython ? 1 : 2)
        let opening = text.text(from: place)
        let remedies = [
            "(?P<": "; write (?<name>…)", "(?P=": "", "(?#": ": a comment", "(?>": ": an atomic group",
        ]
        return text.error("\(opening) is not of ECMA-262\(remedies[opening] ?? ": flags")", at: place)
    }

    /// Applies the quantifier that follows `part`, if there is one.
    private mutating func quantified(_ part: PatternNode) throws(PatternError) -> PatternNode {
        guard let count = try readQuantifier() else { return part }
        // A lazy quantifier finds another match, but matches the same texts.
        _ = text.consume("?")
        return .repeated(part, least: count.least, most: count.most)
    }

    private mutating func readQuantifier() throws(PatternError) -> (least: Int, most: Int?)? {
        if text.consume("*") { return (0, nil) }
        if text.consume("+") { return (1, nil) }
        if text.consume("?") { return (0, 1) }
        guard text.peek() == "{" else { return nil }
        return try readBracedQuantifier()
    }

    /// Reads `{n}`, `{n,}` or `{n,m}`; reads nothing if it is none, as braces may be themselves.
    private mutating func readBracedQuantifier() throws(PatternError) -> (least: Int, most: Int?)? {
        let place = text.position
        text.skip()
        let least = text.readNumber()
        let hasComma = text.consume(",")
        let most = hasComma ? text.readNumber() : least
        guard text.consume("}"), least != nil || most != nil else {
            text.rewind(to: place)
            return nil
        }
        let spelling = text.text(from: place)
        // Python takes it for {0,m}, and Annex B for itself.
        guard let least else {
            throw text.error("\(spelling) is not of ECMA-262; write {0\(spelling.dropFirst())", at: place)
        }
        if let most, most < least { throw text.error("the bounds of \(spelling) are out of order", at: place) }
        return (least, most)
    }

    private mutating func assertion(
        _ assertion: PatternAssertion,
        _ place: Int
    ) throws(PatternError) -> PatternNode {
        try countPart(place)
        return .assertion(assertion)
    }

    private mutating func set(_ set: ScalarSet, _ place: Int) throws(PatternError) -> PatternNode {
        try countPart(place)
        if let number = setNumbers[set] { return .set(number) }
        guard sets.count < PatternLimits.sets else {
            let limit = PatternLimits.sets.grouped
            throw text.error("the pattern has over \(limit) different characters and classes", at: place, .tooLarge)
        }
        setNumbers[set] = sets.count
        sets.append(set)
        return .set(sets.count - 1)
    }

    private mutating func countPart(_ place: Int) throws(PatternError) {
        partCount += 1
        guard partCount < PatternLimits.states else {
            throw text.error("the pattern needs over \(PatternLimits.states.grouped) states", at: place, .tooLarge)
        }
    }

    private mutating func refuse(_ message: String, _ place: Int) {
        if unsupported == nil { unsupported = text.error(message, at: place, .unsupported) }
    }
}
