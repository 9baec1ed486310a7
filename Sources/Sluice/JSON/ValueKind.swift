/// The kind of value in a place for a JSON value, or that there is none.
enum ValueKind: UInt8, Sendable {
    /// The field does not occur in the record.
    case missing
    case null
    case `false`
    case `true`
    case string
    /// A number without fraction and exponent.
    case integer
    /// A number with a fraction, an exponent or both. Its value may still be integral: `1.0`, `1e2`.
    case decimal
    case object
    case array

    /// The kinds as a bit set: bit *n* is raw value *n*.
    struct Set: OptionSet, Sendable {
        let rawValue: UInt16

        static let number: Set = [Set(.integer), Set(.decimal)]
        static let boolean: Set = [Set(.false), Set(.true)]
        static let containers: Set = [Set(.object), Set(.array)]
        static let any = Set(rawValue: .max)
        /// Every kind of value that a record can hold.
        static let present = Set(rawValue: any.rawValue & ~Set(.missing).rawValue)

        init(rawValue: UInt16) {
            self.rawValue = rawValue
        }

        init(_ kind: ValueKind) {
            rawValue = 1 << UInt16(kind.rawValue)
        }

        @inline(__always)
        func contains(_ kind: ValueKind) -> Bool {
            rawValue >> UInt16(kind.rawValue) & 1 == 1
        }
    }
}
