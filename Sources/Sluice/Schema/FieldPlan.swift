/// How one field of a record is cleaned, and what it must be.
struct FieldPlan: Sendable {
    let name: String
    /// The field as a JSON Pointer inside the record.
    let pointer: String
    /// The keyword that a record without the field fails; `nil` if it may be missing, or a program checks that.
    let required: FailedKeyword?
    /// Whether every accepted record has the field.
    let isAlwaysPresent: Bool
    /// The changes made before the checks, in order.
    let cleaning: [CleaningStep]
    /// What the value must be, if present.
    let value: ValuePlan

    /// The expected value as worded in messages: `an integer greater than 0`.
    var expectation: String { value.expectation }
}
