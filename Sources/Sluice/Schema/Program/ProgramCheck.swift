/// A unit of a program that a value at some place of the record must match.
struct ProgramCheck: Sendable {
    let unit: Int
    /// The kinds of value that it is checked for.
    var kinds = ValueKind.Set.present
    /// The JSON Pointer of its schema, through the references that led to it.
    let location: String
    /// Whether a reference led to it.
    let followsReference: Bool
    /// The resources on the way to it, outermost first.
    let scope: [Int]
}
