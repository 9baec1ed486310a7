/// A schema in the form the stages use: one plan for each field, in column order.
struct CompiledSchema: Sendable {
    /// The columns by the bytes of their keys.
    let fields: FieldTable
    let plans: [FieldPlan]
    /// Whether the schema itself allows fields that it does not name.
    let allowsUnknownFields: Bool
    /// All cleaning rules, in the order by which counts and reports are indexed.
    let cleaningRules: [CleaningRuleName]
}
