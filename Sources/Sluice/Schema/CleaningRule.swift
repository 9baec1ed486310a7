/// A change made to a value before it is checked.
enum CleaningRule: Sendable {
    /// Removes white space at both ends of a string.
    case trim
    case uppercase
    case lowercase
    /// Rounds a number that has a fraction or an exponent to `places` decimals.
    case round(places: Int)
    /// Replaces a missing or null value.
    case `default`(DefaultValue)

    /// The rule's name in reports.
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
