/// A column's values where several owners can reach them: the loops over columns, and the reader of what is inside.
final class ColumnBuffer {
    var values: ColumnValues

    init(_ column: ParquetColumn) {
        values = ColumnValues(column)
    }
}
