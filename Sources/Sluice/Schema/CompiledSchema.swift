/// A schema in the form the stages use: one plan for each field, in column order.
struct CompiledSchema: Sendable {
    /// The columns by the bytes of their keys.
    let fields: FieldTable
    let plans: [FieldPlan]
    /// What becomes of the record's fields that the schema does not name.
    let unknownFields: UnknownMembers
    /// What the record's fields must be that the schema does not name; `nil` if anything passes.
    let extraFields: ValuePlan?
    /// What records must match as wholes.
    let recordChecks: [ProgramCheck]
    /// What plans leave to be checked.
    let program: SchemaProgram
    /// The policy for members that the schema does not name, where a program applies it.
    let unknownMembers: UnknownFieldPolicy
    /// All cleaning rules, in the order by which counts and reports are indexed.
    let cleaningRules: [CleaningRuleName]
}
