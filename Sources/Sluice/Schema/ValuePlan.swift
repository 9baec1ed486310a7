/// What a value must be, compiled from one subschema: kinds first, then the checks, then what is inside.
final class ValuePlan: Sendable {
    /// The kinds that pass the type check at a glance.
    let kinds: ValueKind.Set
    /// Whether a number with a fraction or an exponent passes where its value is integral: `1.0`, `1e2`.
    let acceptsIntegralDecimals: Bool
    /// The keyword that a value of another kind fails: `type`, or the one whose subschema is `false`.
    let typeKeyword: FailedKeyword
    let checks: [ValueCheck]
    /// What the members of an object must be, if that matters.
    let members: MemberPlans?
    /// What the items of an array must be, if that matters.
    let items: ValuePlan?
    /// What is expected, as a message says it.
    let expectation: String

    init(
        kinds: ValueKind.Set = .present,
        acceptsIntegralDecimals: Bool = false,
        typeKeyword: FailedKeyword,
        checks: [ValueCheck] = [],
        members: MemberPlans? = nil,
        items: ValuePlan? = nil,
        expectation: String
    ) {
        self.kinds = kinds
        self.acceptsIntegralDecimals = acceptsIntegralDecimals
        self.typeKeyword = typeKeyword
        self.checks = checks
        self.members = members
        self.items = items
        self.expectation = expectation
    }

    /// Whether every value passes.
    var acceptsEverything: Bool { kinds == .present && checks.isEmpty && !looksInside }

    /// Whether a container has to be read again for what is inside it.
    var looksInside: Bool {
        members != nil || items != nil || checks.contains { if case .itemCount = $0.test { true } else { false } }
    }
}

/// What the members of an object must be.
struct MemberPlans: Sendable {
    /// The names that the schema knows, found by their bytes.
    let names: FieldTable
    /// For each name, what its value must be.
    let plans: [ValuePlan]
    /// The names that must occur.
    let required: [Int]
    /// The JSON Pointer of `required` inside the schema.
    let requiredLocation: String
    /// The JSON Pointer of `additionalProperties` inside the schema, where that refuses other members.
    let refusalLocation: String?
}

/// A keyword as violations name it.
struct FailedKeyword: Sendable {
    let code: ErrorCode
    /// Its JSON Pointer inside the schema.
    let location: String
}

/// One keyword that a value may fail.
struct ValueCheck: Sendable {
    enum Test: Sendable {
        case bound(NumberBound)
        case multiple(NumberMultiple)
        case length(StringLength)
        case values(ValueSet)
        /// How many items an array may have.
        case itemCount(ClosedRange<Int>)
    }

    let keyword: FailedKeyword
    let test: Test
    /// What is expected, as a message says it.
    let expectation: String
}

extension ValueKind.Set {
    /// Every kind of value that a record can hold.
    static let present = ValueKind.Set(rawValue: ValueKind.Set.any.rawValue & ~ValueKind.Set(.missing).rawValue)
}
