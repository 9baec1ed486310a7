/// A type in Spark's SQL.
indirect enum SparkType: Sendable, Equatable {
    /// Such as `BIGINT` or `DECIMAL(10,2)`.
    case scalar(String)
    case structure([SparkField])
    case array(SparkType)
    /// With strings as keys.
    case map(SparkType)

    static let string = SparkType.scalar("STRING")

    /// The type in a list of columns.
    var text: String {
        switch self {
        case .scalar(let name): name
        case .structure(let fields):
            "STRUCT<" + fields.map { "\($0.quotedName): \($0.constrainedType)" }.joined(separator: ", ") + ">"
        case .array(let item): "ARRAY<\(item.text)>"
        case .map(let value): "MAP<STRING, \(value.text)>"
        }
    }
}
