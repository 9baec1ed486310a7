/// A schema as the stages use it: one plan for each field, in the order of the columns.
struct CompiledSchema: Sendable {
    /// The columns, found by the bytes of their keys.
    let fields: FieldTable
    let plans: [FieldPlan]
    /// Whether the schema itself lets a record have fields that it does not name.
    let allowsUnknownFields: Bool
    /// All cleaning rules: those that counts and reports are indexed by.
    let cleaningRules: [CleaningRuleName]
}

/// One rule of one field, as reports name it.
struct CleaningRuleName: Sendable, Equatable {
    /// The field as a JSON Pointer inside the record.
    let field: String
    /// `trim`, `uppercase`, `lowercase`, `round` or `default`.
    let rule: String
}

/// What happens to one field of a record, and what it must be.
struct FieldPlan: Sendable {
    let name: String
    /// The field as a JSON Pointer inside the record.
    let pointer: String
    let isRequired: Bool
    /// What is changed before the checks, in order.
    let cleaning: [CleaningStep]
    /// What the value must be, if there is one.
    let value: ValuePlan

    /// What is expected, as a message says it: `an integer greater than 0`.
    var expectation: String { value.expectation }
}

/// A change that is made to a value before it is checked.
enum CleaningRule: Sendable {
    /// White space at both ends of a string goes.
    case trim
    case uppercase
    case lowercase
    /// A number with a fraction or an exponent is rounded to so many decimals.
    case round(places: Int)
    /// Stands in for a value that is missing or null.
    case `default`(DefaultValue)

    /// The rule as reports name it.
    var name: String {
        switch self {
        case .trim: "trim"
        case .uppercase: "uppercase"
        case .lowercase: "lowercase"
        case .round: "round"
        case .default: "default"
        }
    }
}

/// A value that a schema gives.
struct DefaultValue: Sendable {
    let kind: ValueKind
    /// Its text on one line.
    let text: [UInt8]
    let hasEscapes: Bool
}

/// A cleaning rule in its place.
struct CleaningStep: Sendable {
    let rule: CleaningRule
    /// The rule's index in `CompiledSchema.cleaningRules`, and so in the counts.
    let counter: Int
    /// The JSON Pointer of the rule inside the schema.
    let location: String
}
