/// What those who read a column should know about a value that has passed: said once per column and run.
struct ColumnNotice: Sendable {
    enum Reason: Sendable {
        /// An integer beyond 64 bits in a text file, whose published column is a BIGINT.
        case beyondInt64
        /// An integer in a text file with more digits than the decimal of its published column.
        case beyondDecimal
        /// A number whose digits the double in its column does not keep.
        case beyondDouble
    }

    /// What distinguishes notices from those that say the same.
    struct Subject: Hashable, Sendable {
        let reason: Reason
        /// The JSON Pointer of the column, with `*` for the index in an array.
        let column: String
    }

    let subject: Subject
    /// The number's text.
    private let number: String
    /// The absolute offset of the number.
    let offset: Int

    init(_ reason: Reason, column: String, _ number: Span<UInt8>, at offset: Int) {
        subject = Subject(reason: reason, column: column)
        self.number = Excerpt.quoted(number)
        self.offset = offset
    }

    /// What follows the place; other values of the column may have the same said of them.
    var message: String {
        let start = "\(Excerpt.path(subject.column)): the number \(number), the first of its kind in this column, "
        return switch subject.reason {
        case .beyondInt64:
            start + "is beyond 64 bits: it is written as it is, and a BIGINT cannot hold it; with \"x-parquet\":"
                + " \"decimal(38,0)\" the column can"
        case .beyondDecimal:
            start
                + "has more than \(DecimalKeyword.maximumPrecision) digits: it is written as it is, and a DECIMAL cannot"
                + " hold it"
        case .beyondDouble:
            start + "has more digits than a double keeps: Parquet rounds it, unless the schema has"
                + " \"x-parquet\": \"decimal(p,s)\""
        }
    }
}
