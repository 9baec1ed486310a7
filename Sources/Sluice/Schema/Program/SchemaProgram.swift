/// A schema as a flat list of units that name each other by index, so that recursion is no special case.
///
/// ```
/// {"type": "object", "properties": {"next": {"$ref": "#"}}}
/// 0  kinds object │ members next→1
/// 1  reference 0
/// ```
///
/// It decides every keyword of every draft. Columns take most checks off it: only what their plans cannot express is
/// left to it.
final class SchemaProgram: Sendable {
    let units: [ProgramUnit]
    /// For each dynamic anchor, the units that have it by the index of their resource.
    let dynamicAnchors: [String: [Int: Int]]
    /// The roots of resources with `$recursiveAnchor`, by the index of the resource.
    let recursiveAnchors: [Int: Int]
    /// Whether any reference depends on the way by which it was reached.
    let usesDynamicScope: Bool

    init(units: [ProgramUnit], dynamicAnchors: [String: [Int: Int]], recursiveAnchors: [Int: Int]) {
        self.units = units
        self.dynamicAnchors = dynamicAnchors
        self.recursiveAnchors = recursiveAnchors
        usesDynamicScope = units.contains { unit in
            unit.keywords.contains {
                switch $0.rule {
                case .dynamicReference, .recursiveReference: true
                default: false
                }
            }
        }
    }
}
