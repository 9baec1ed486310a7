/// The names that `type` may hold.
enum SchemaType: String, CaseIterable, Sendable {
    case null
    case boolean
    case object
    case array
    case number
    case string
    case integer

    /// The phrase for the type in messages.
    var noun: String {
        switch self {
        case .null: "null"
        case .boolean: "true or false"
        case .object: "an object"
        case .array: "an array"
        case .number: "a number"
        case .string: "a string"
        case .integer: "an integer"
        }
    }

    /// The kinds that belong to the type whatever their value.
    var kinds: ValueKind.Set {
        switch self {
        case .null: ValueKind.Set(.null)
        case .boolean: .boolean
        case .object: ValueKind.Set(.object)
        case .array: ValueKind.Set(.array)
        case .number: .number
        case .string: ValueKind.Set(.string)
        case .integer: ValueKind.Set(.integer)
        }
    }
}
