/// The kinds of value that each of several alternatives applies to.
struct AlternativeKinds {
    let kinds: ValueKind.Set
    let acceptsIntegralDecimals: Bool
    /// The types, in the order of the alternatives.
    let types: [SchemaType]
    /// For each alternative, the kinds that only it applies to.
    let applicable: [ValueKind.Set]
    /// Whether no kind belongs to two of them: then the kind of a value decides which one it must match.
    let areDistinct: Bool

    init(_ branches: [ResolvedSchema], within kinds: ValueKind.Set) {
        var union = ValueKind.Set()
        var areDistinct = true
        var acceptsIntegralDecimals = false
        var applicable: [ValueKind.Set] = []
        var types: [SchemaType] = []
        for branch in branches {
            let (own, acceptsIntegral) = branch.kinds()
            var all = own.intersection(kinds)
            // An integer may be spelt as a decimal.
            if acceptsIntegral { all.formUnion(ValueKind.Set(.decimal)) }
            let seen = applicable.reduce(into: ValueKind.Set()) { $0.formUnion($1) }
            if !seen.isDisjoint(with: all) { areDistinct = false }
            applicable.append(all)
            union.formUnion(own.intersection(kinds))
            acceptsIntegralDecimals = acceptsIntegralDecimals || acceptsIntegral
            types += branch.listedTypes ?? SchemaType.allCases
        }
        var listed: Set<SchemaType> = []
        self.types = types.filter { listed.insert($0).inserted }
        self.kinds = union
        self.acceptsIntegralDecimals = acceptsIntegralDecimals
        self.applicable = applicable
        self.areDistinct = areDistinct
    }
}
