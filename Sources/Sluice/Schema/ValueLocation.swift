/// Where in a record a value is; this decides what its schema may contain, and how the value is published.
struct ValueLocation {
    enum Role {
        /// A field of the record.
        case field
        /// A member of an object inside a field.
        case member
        /// An item of an array.
        case item
    }

    let role: Role
    /// The JSON Pointer of the value inside the record, with `*` for the index in an array.
    private let pointer: String
    /// Whether the published columns give the value a type of its own: inside a column of text they do not.
    let isTyped: Bool

    static func field(_ name: String) -> ValueLocation {
        ValueLocation(role: .field, pointer: JSONPointer.shownToken(name), isTyped: true)
    }

    func member(_ name: String, isTyped: Bool) -> ValueLocation {
        ValueLocation(
            role: .member,
            pointer: JSONPointer.shown(from: pointer, [JSONPointer.shownToken(name)]),
            isTyped: isTyped
        )
    }

    func item(isTyped: Bool) -> ValueLocation {
        ValueLocation(role: .item, pointer: JSONPointer.shown(from: pointer, ["/*"]), isTyped: isTyped)
    }

    /// The same place inside a column of text.
    var untyped: ValueLocation { ValueLocation(role: role, pointer: pointer, isTyped: false) }

    /// The keyword that a value fails if its schema is `false`.
    var keyword: String {
        switch role {
        case .field, .member: "properties"
        case .item: "items"
        }
    }

    /// The rule by which integers here are written in digits alone.
    var canonicalInteger: CleaningRuleName {
        CleaningRuleName(field: pointer, rule: CleaningRuleName.canonicalInteger)
    }
}
