/// How a value of the records is written.
struct ParquetNode: Sendable {
    enum Content: Sendable {
        /// It is written to a column.
        case value(column: Int)
        /// It is an object whose members have nodes of their own, in the order of `names`.
        case group(names: FieldTable, members: [Int])
        /// It is an array whose items have the node `item`.
        case list(item: Int)
        /// It is an object whose keys have the node `key`, and their values the node `value`.
        case map(key: Int, value: Int)
    }

    let content: Content
    /// The columns of the value, and of everything inside it.
    let columns: Range<Int>
    /// The definition level of a value that is present; one less means null.
    let definitionLevel: UInt8
    /// For a list or a map, the repetition level of the items or entries after the first.
    let repetitionLevel: UInt8
    let isNullable: Bool

    /// The definition level of an absent value.
    var absenceLevel: UInt8 { definitionLevel - (isNullable ? 1 : 0) }
}
