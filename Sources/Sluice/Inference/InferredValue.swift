/// The evidence about the values seen in one place: a field, a member, or the items of an array.
struct InferredValue {
    /// The types that the evidence distinguishes: `number` is a number that is spelt with a point or an exponent.
    enum Kind: Int, CaseIterable {
        case null, boolean, integer, number, string, object, array

        var name: String { "\(self)" }
    }

    /// How often a type was seen, and where first.
    struct Tally {
        var count = 0
        /// The absolute offset in the input.
        var firstOffset = 0
    }

    /// The depth of the place; the record itself has 0.
    let depth: Int
    private(set) var tallies = [Tally](repeating: Tally(), count: Kind.allCases.count)
    var numbers = NumberEvidence()
    var strings = StringEvidence()
    var members = InferredMembers()
    /// The index of an array's items in `SchemaObserver.values`, once one was seen.
    var items: Int?
    /// Whether there is more inside than is kept.
    var isCut = false

    init(depth: Int) {
        self.depth = depth
    }

    /// The number of values seen.
    var count: Int { tallies.reduce(0) { $0 + $1.count } }

    subscript(kind: Kind) -> Tally { tallies[kind.rawValue] }

    /// The types seen.
    var kinds: [Kind] { Kind.allCases.filter { self[$0].count > 0 } }

    mutating func count(_ kind: Kind, at offset: Int) {
        if tallies[kind.rawValue].count == 0 { tallies[kind.rawValue].firstOffset = offset }
        tallies[kind.rawValue].count += 1
    }
}
