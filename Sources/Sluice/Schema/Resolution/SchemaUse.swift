/// A schema that applies to a value, and the way by which it was reached.
struct SchemaUse: Sendable {
    let schema: SchemaNode
    /// The JSON Pointer of the schema, through the references that led to it.
    let location: String
    /// Whether a reference led to it.
    var followsReference = false
    /// The resources on the way, outermost first.
    var scope: [Int] = []
    /// Whether the plan of the value checks it; else a program that checks more does.
    var isChecked = true
    /// Whether it is one of several alternatives.
    var isAlternative = false

    /// The use of a schema inside this one.
    func inner(_ schema: SchemaNode, _ tokens: String...) -> SchemaUse {
        var use = SchemaUse(schema: schema, location: location + tokens.map(JSONPointer.token).joined())
        use.followsReference = followsReference
        use.scope = scope
        use.isChecked = isChecked
        use.isAlternative = isAlternative
        return use
    }
}
