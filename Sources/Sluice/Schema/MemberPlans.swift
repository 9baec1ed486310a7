/// What the members of an object must be.
final class MemberPlans: Sendable {
    /// The names in the schema, looked up by their bytes.
    let names: FieldTable
    /// For each name, what its value must be.
    let plans: [ValuePlan]
    /// The names that must occur, in order.
    let required: [Int]
    /// For each name, whether it must occur.
    let isRequired: [Bool]
    /// For each name, the keyword that fails without it; `nil` if it may be missing.
    let requirements: [FailedKeyword?]
    /// What becomes of other members.
    let unknown: UnknownMembers
    /// What the values of other members must be; `nil` if anything passes.
    let others: ValuePlan?

    init(
        names: FieldTable,
        plans: [ValuePlan],
        required: [Int],
        requirements: [FailedKeyword?],
        unknown: UnknownMembers,
        others: ValuePlan?
    ) {
        self.names = names
        self.plans = plans
        self.required = required
        isRequired = requirements.map { $0 != nil }
        self.requirements = requirements
        self.unknown = unknown
        self.others = others
    }
}
