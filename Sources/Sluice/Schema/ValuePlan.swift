/// What a value must be, compiled from one subschema: its kinds, then the checks, then its contents.
final class ValuePlan: Sendable {
    /// The kinds that pass the type check without a look at the text.
    let kinds: ValueKind.Set
    /// Whether a number with a fraction or an exponent passes if its value is integral: `1.0`, `1e2`.
    let acceptsIntegralDecimals: Bool
    /// The index in `CompiledSchema.cleaningRules` of the rule by which an integer is written in digits alone; `nil` if
    /// the published columns have no integer here.
    let integerRule: Int?
    /// Whether the columns of text files hold integers beyond 64 bits here.
    let isWideInteger: Bool
    /// The keyword that a value of another kind fails if no restriction does: the one whose subschema is `false`.
    private let refusal: FailedKeyword
    /// What allows only some kinds.
    private let restrictions: [KindRestriction]
    let checks: [ValueCheck]
    /// What the members of an object must be; `nil` if anything passes.
    let members: MemberPlans?
    /// What the items of an array must be; `nil` if anything passes.
    let items: ValuePlan?
    /// What else it must match, by its kind.
    let programs: [ProgramCheck]
    /// Whether a program checks everything, and knows which members are dropped.
    let isWhole: Bool
    /// The expected value as worded in messages.
    let expectation: String

    init(
        kinds: ValueKind.Set = .present,
        acceptsIntegralDecimals: Bool = false,
        integerRule: Int? = nil,
        isWideInteger: Bool = false,
        refusal: FailedKeyword,
        restrictions: [KindRestriction] = [],
        checks: [ValueCheck] = [],
        members: MemberPlans? = nil,
        items: ValuePlan? = nil,
        programs: [ProgramCheck] = [],
        isWhole: Bool = false,
        expectation: String
    ) {
        self.kinds = kinds
        self.acceptsIntegralDecimals = acceptsIntegralDecimals
        self.integerRule = integerRule
        self.isWideInteger = isWideInteger
        self.refusal = refusal
        self.restrictions = restrictions
        self.checks = checks
        self.members = members
        self.items = items
        self.programs = programs
        self.isWhole = isWhole
        self.expectation = expectation
    }

    /// The keyword that a value of this kind fails.
    func typeKeyword(for kind: ValueKind) -> FailedKeyword {
        // If integral decimals pass all restrictions, a decimal that does not pass is not integral.
        let failed = restrictions.first { $0.excludes(kind, isIntegral: !acceptsIntegralDecimals) }
        return failed?.keyword ?? refusal
    }

    /// Whether every value passes, and is published as it is.
    var acceptsEverything: Bool {
        kinds == .present && checks.isEmpty && programs.isEmpty && integerRule == nil && !looksInside
    }

    /// Whether the contents of a container have to be read again to check them.
    var looksInside: Bool {
        members != nil || items != nil || checks.contains { $0.test.looksInside }
    }
}
