/// The keywords that apply only when records are written as Parquet.
enum ParquetKeyword {
    /// For strings: `"local-date-time"`.
    static let format = "x-format"
    static let localDateTime = "local-date-time"
    /// For numbers: `"decimal(10,2)"`.
    static let type = "x-parquet"
    /// The values of `format` that have their own column type.
    static let checkedFormats = ["date", "date-time"]
}
