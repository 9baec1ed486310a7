/// What one keyword of a subschema requires; schemas inside it are the indices of their units.
///
/// Indirect, so that a look at it copies a reference.
indirect enum ProgramRule: Sendable {
    /// The schema is `false`.
    case never
    case kinds(ValueKind.Set, acceptsIntegralDecimals: Bool)
    case check(any ValueTest, kinds: ValueKind.Set)
    /// How many items or members a container has, and whether they differ.
    case contents(ValueCheck.Test)

    // Of objects.
    case members(MemberRule)
    case propertyNames(Int)
    case dependentRequired([(name: [UInt8], required: [[UInt8]])])
    case dependentSchemas([(name: [UInt8], unit: Int)])
    case unevaluatedProperties(Int)

    // Of arrays.
    case prefixItems([Int])
    /// Of the items from a position on.
    case items(from: Int, unit: Int)
    /// How many items match; those count as evaluated if it `marks` them.
    case contains(unit: Int, least: Int, most: Int, marks: Bool)
    /// The old form of `items`: a schema for each of the first ones, and `additionalItems` for the rest.
    case itemList([Int], rest: Int?)
    case unevaluatedItems(Int)

    // Of the value itself.
    case all([Int])
    case any([Int])
    case one([Int])
    case not(Int)
    case condition(if: Int, then: Int?, else: Int?)
    case reference(Int)
    /// To the outermost schema in the dynamic scope with an anchor, else to the unit.
    case dynamicReference(anchor: String, unit: Int)
    case recursiveReference(Int)
}

/// The keywords `properties`, `patternProperties`, `additionalProperties` and `required` of one schema, checked together.
final class MemberRule: Sendable {
    /// The names in `properties` and `required`.
    let names: FieldTable
    /// For each name, the unit of its schema; `nil` for one that is only required.
    let units: [Int?]
    let isRequired: [Bool]
    let requiredCount: Int
    /// The patterns, with their texts and units.
    let patterns: [(test: PatternTest, text: String, unit: Int)]
    /// The unit of `additionalProperties`.
    let additional: Int?
    /// Whether `additionalProperties` is `false`.
    let refusesAdditional: Bool
    /// Whether the run's policy applies to members that are not named: there are `properties`, and no
    /// `additionalProperties`.
    let isOpen: Bool

    init(
        names: FieldTable,
        units: [Int?],
        isRequired: [Bool],
        patterns: [(test: PatternTest, text: String, unit: Int)],
        additional: Int?,
        refusesAdditional: Bool,
        isOpen: Bool
    ) {
        self.names = names
        self.units = units
        self.isRequired = isRequired
        self.requiredCount = isRequired.count { $0 }
        self.patterns = patterns
        self.additional = additional
        self.refusesAdditional = refusesAdditional
        self.isOpen = isOpen
    }
}
