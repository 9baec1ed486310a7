/// A column's values, shared by the encoder's loops over columns and the shredder of nested values.
final class ColumnBuffer {
    var values: ColumnValues

    init(_ column: ParquetColumn) {
        values = ColumnValues(column)
    }
}
