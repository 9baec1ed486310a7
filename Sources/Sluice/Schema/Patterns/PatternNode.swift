/// A part of a parsed pattern.
///
/// Greedy and lazy repetition are one, and so are all kinds of groups: it is asked only whether a pattern matches.
indirect enum PatternNode: Sendable {
    case empty
    /// One character of the set of this number.
    case set(Int)
    case assertion(PatternAssertion)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// The part at least `least` times, and at most `most` times if there is a bound.
    case repetition(PatternNode, least: Int, most: Int?)
}

extension PatternNode {
    /// The parts after each other.
    ///
    /// No part is left that is empty: so the cost of compiling a part is at most proportional to its states.
    static func joined(_ parts: [PatternNode]) -> PatternNode {
        let parts = parts.filter { !$0.isEmpty }
        switch parts.count {
        case 0: return .empty
        case 1: return parts[0]
        default: return .sequence(parts)
        }
    }

    /// Any of the parts, of which at most one is empty.
    static func any(of parts: [PatternNode]) -> PatternNode {
        var filled = parts.filter { !$0.isEmpty }
        if filled.count < parts.count { filled.append(.empty) }
        return filled.count == 1 ? filled[0] : .choice(filled)
    }

    /// `part` as often as a quantifier asks.
    static func repeated(_ part: PatternNode, least: Int, most: Int?) -> PatternNode {
        if most == 0 { return .empty }
        if least == 1, most == 1 { return part }
        // What holds at a place holds there again, and what may be left out asks nothing.
        guard part.consumes else { return least == 0 ? .empty : part }
        return .repetition(part, least: least, most: most)
    }

    private var isEmpty: Bool {
        if case .empty = self { true } else { false }
    }

    var isSet: Bool {
        if case .set = self { true } else { false }
    }

    /// Whether some match of the part has a character.
    private var consumes: Bool {
        switch self {
        case .empty, .assertion: false
        case .set: true
        case .sequence(let parts), .choice(let parts): parts.contains { $0.consumes }
        case .repetition(let part, _, _): part.consumes
        }
    }

    /// Whether every match of the part begins at the start of the text.
    var isBoundToStart: Bool {
        switch self {
        case .assertion(let assertion): assertion == .textStart
        case .sequence(let parts): parts.prefix(1 + Self.assertions(leading: parts)).contains { $0.isBoundToStart }
        case .choice(let parts): parts.allSatisfy { $0.isBoundToStart }
        case .repetition(let part, let least, _): least > 0 && part.isBoundToStart
        case .empty, .set: false
        }
    }

    /// Whether every match of the part ends at the end of the text.
    var isBoundToEnd: Bool {
        switch self {
        case .assertion(let assertion): assertion == .textEnd
        case .sequence(let parts):
            parts.suffix(1 + Self.assertions(leading: parts.reversed())).contains { $0.isBoundToEnd }
        case .choice(let parts): parts.allSatisfy { $0.isBoundToEnd }
        case .repetition(let part, let least, _): least > 0 && part.isBoundToEnd
        case .empty, .set: false
        }
    }

    private static func assertions(leading parts: some Sequence<PatternNode>) -> Int {
        parts.prefix { if case .assertion = $0 { true } else { false } }.count
    }
}
