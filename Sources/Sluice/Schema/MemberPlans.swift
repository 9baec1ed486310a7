/// What the members of an object must be.
struct MemberPlans: Sendable {
    /// The names in the schema, looked up by their bytes.
    let names: FieldTable
    /// For each name, what its value must be.
    let plans: [ValuePlan]
    /// The names that must occur, in order.
    let required: [Int]
    /// For each name, whether it must occur.
    let isRequired: [Bool]
    /// The JSON Pointer of `required` inside the schema.
    let requiredLocation: String
    /// What becomes of other members.
    let unknown: UnknownMembers
}
