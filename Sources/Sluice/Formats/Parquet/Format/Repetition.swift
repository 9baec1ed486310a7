/// How often a field occurs in its parent (Parquet's `FieldRepetitionType`).
enum Repetition: Int32, Sendable {
    case required = 0
    case optional = 1
    case repeated = 2
}
