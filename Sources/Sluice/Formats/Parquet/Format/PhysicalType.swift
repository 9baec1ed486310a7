/// How the values of a column are stored (Parquet's `Type`).
enum PhysicalType: Int32, Sendable {
    case boolean = 0
    case int32 = 1
    case int64 = 2
    case double = 5
    case byteArray = 6
    case fixedLengthByteArray = 7
}
