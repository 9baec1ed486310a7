/// How one of several alternatives failed.
struct AlternativeAttempt {
    /// How far an alternative got before it failed.
    private enum Reach: Int, Comparable {
        /// The value itself has another type, or is another value.
        case nothing
        /// A member that tells alternatives apart has another value.
        case choice
        /// Members are missing, or too many.
        case members
        /// Only what is inside the value, or its bounds, are wrong.
        case inside

        static func < (left: Reach, right: Reach) -> Bool { left.rawValue < right.rawValue }
    }

    let faults: [FaultCollector.Fault]
    let label: String
    /// Which members or items it has evaluated.
    fileprivate let evaluated: [Bool]
    private let reach: Reach
    private let leastDepth: Int
    /// The fault by which the alternative was not the one that is meant; `nil` if there is none.
    let choice: FaultCollector.Fault?

    /// `depth` is that of the value.
    init(_ faults: [FaultCollector.Fault], label: String, depth: Int, evaluated: [Bool]) {
        self.faults = faults
        self.evaluated = evaluated
        self.label = label
        leastDepth = faults.map(\.depth).min() ?? depth
        let choosing: Set<SchemaKeyword> = [.const, .enum]
        choice = faults.first { $0.depth == depth + 1 && choosing.contains($0.keyword) }
        let own = faults.filter { $0.depth == depth }
        if own.contains(where: { $0.keyword == .type || $0.keyword == .not || choosing.contains($0.keyword) }) {
            reach = .nothing
        } else if choice != nil {
            reach = .choice
        } else {
            reach = own.contains { $0.keyword == .required || $0.keyword == .additionalProperties } ? .members : .inside
        }
    }

    /// Whether it failed at the value itself, so that its faults say no more than its name.
    var reachedNothing: Bool { reach == .nothing }
    var failedByChoice: Bool { reach == .choice }

    func isFurther(than other: AlternativeAttempt) -> Bool {
        (reach.rawValue, leastDepth, other.faults.count) > (other.reach.rawValue, other.leastDepth, faults.count)
    }
}

/// The failed alternatives of one keyword.
struct AlternativeAttempts {
    /// The most alternatives that a message names.
    private static let maximumNamed = 8

    private let attempts: [AlternativeAttempt]

    init(_ attempts: [AlternativeAttempt]) {
        self.attempts = attempts
    }

    /// The names of the alternatives: `Cat, Dog or null`.
    var labels: String {
        var seen: Set<String> = []
        let names = attempts.map(\.label).filter { seen.insert($0).inserted }
        return Self.list(names)
    }

    /// The one that got furthest; `nil` if all failed at the value itself.
    var furthest: AlternativeAttempt? {
        var best: AlternativeAttempt?
        for attempt in attempts where !attempt.reachedNothing {
            if best.map({ attempt.isFurther(than: $0) }) ?? true { best = attempt }
        }
        return best
    }

    /// The members or items that the one that got furthest has evaluated, or all of them together if none did.
    var evaluated: Set<Int> {
        let meant = furthest.map { [$0] } ?? attempts
        return Set(meant.flatMap { attempt in attempt.evaluated.indices.filter { attempt.evaluated[$0] } })
    }

    /// The member by whose value all alternatives that apply are told apart, and what they expect of it.
    var choice: (place: Violation, expectation: String, found: String)? {
        let applicable = attempts.filter { !$0.reachedNothing }
        guard applicable.count > 1, let first = applicable.first?.choice else { return nil }
        let faults = applicable.compactMap { attempt in attempt.failedByChoice ? attempt.choice : nil }
        let place = first.violation
        guard faults.count == applicable.count,
            faults.allSatisfy({ $0.violation.instanceLocation == place.instanceLocation })
        else { return nil }
        return (place, Self.list(faults.map(\.expectation)), first.found)
    }

    private static func list(_ names: [String]) -> String {
        let shown =
            names.count > maximumNamed
            ? names.prefix(maximumNamed - 1) + ["… (\(names.count) alternatives)"] : names[...]
        guard let last = shown.last, shown.count > 1 else { return shown.last ?? "nothing" }
        return shown.dropLast().joined(separator: ", ") + " or " + last
    }
}
