/// The keywords that only mean something where records are written as Parquet.
enum ParquetKeyword {
    /// Of a string: `"local-date-time"`.
    static let format = "x-format"
    /// Of a number: `"decimal(10,2)"`.
    static let type = "x-parquet"
    /// The values of `format` that are columns of a type of their own.
    static let checkedFormats = ["date", "date-time"]
}
