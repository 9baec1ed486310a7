/// A cleaning rule of a field, with its place in the schema.
struct CleaningStep: Sendable {
    let rule: CleaningRule
    /// The rule's index in `CompiledSchema.cleaningRules`, and so in the counts.
    let counter: Int
    /// The JSON Pointer of the rule inside the schema.
    let location: String
}
