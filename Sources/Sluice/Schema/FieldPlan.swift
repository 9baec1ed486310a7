/// How one field of a record is cleaned, and what it must be.
struct FieldPlan: Sendable {
    let name: String
    /// The field as a JSON Pointer inside the record.
    let pointer: String
    let isRequired: Bool
    /// The changes made before the checks, in order.
    let cleaning: [CleaningStep]
    /// What the value must be, if present.
    let value: ValuePlan

    /// The expected value as worded in messages: `an integer greater than 0`.
    var expectation: String { value.expectation }
}
