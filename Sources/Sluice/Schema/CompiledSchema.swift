/// A schema in the form the stages use: one plan for each field, in column order.
struct CompiledSchema: Sendable {
    /// The columns by the bytes of their keys.
    let fields: FieldTable
    let plans: [FieldPlan]
    /// What becomes of the record's fields that the schema does not name.
    let unknownFields: UnknownMembers
    /// All cleaning rules, in the order by which counts and reports are indexed.
    let cleaningRules: [CleaningRuleName]
}
